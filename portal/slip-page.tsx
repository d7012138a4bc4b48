/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { FC } from 'hono/jsx';
import { slipFields } from '../domain/confirmation.ts';
import { deadlineWords } from '../domain/notice-words.ts';
import { shownValue, slipLabel } from '../domain/slip.ts';
import type { ParentView } from '../db/queries/parent-view.ts';
import { href, Layout, wordsOf } from './layout.tsx';
import type { Frame } from './layout.tsx';

/** The slip as the school holds it; press one of two. Showing it does nothing. */
export const SlipPage: FC<{ frame: Frame; view: ParentView; base: string; form: string }> = ({ frame, view, base, form }) => {
  const w = wordsOf(frame);
  const late = view.window === 'late';
  return (
    <Layout frame={frame} title={w.check}>
      <p>{w.checkLead}</p>
      {late && (
        <div class="note">
          <p>
            {w.late}: {deadlineWords(view.lapsesAt, frame.lang)}.
          </p>
        </div>
      )}
      <dl>
        {slipFields.map((field) => (
          <div>
            <dt>{slipLabel[field][frame.lang]}</dt>
            <dd lang="vi">{shownValue(field, view.slip[field], frame.lang)}</dd>
          </div>
        ))}
        <div>
          <dt>{w.className}</dt>
          <dd>{view.className}</dd>
        </div>
        <div>
          <dt>{w.school}</dt>
          <dd lang="vi">{view.school.name}</dd>
        </div>
        {!late && (
          <div>
            <dt>{w.answerBy}</dt>
            <dd>{deadlineWords(view.closesAt, frame.lang)}</dd>
          </div>
        )}
      </dl>
      <form method="post" action={href(`${base}/confirm`, frame.lang)}>
        <input type="hidden" name="form" value={form} />
        <p class="hint" id="confirm-hint">
          {w.allRightHint}
        </p>
        <button type="submit" aria-describedby="confirm-hint">
          {w.allRight}
        </button>
      </form>
      <p class="actions">
        <a class="button" href={href(`${base}/dispute`, frame.lang)}>
          {w.somethingWrong}
        </a>
      </p>
    </Layout>
  );
};
