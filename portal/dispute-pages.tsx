/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { FC } from 'hono/jsx';
import { slipFields } from '../domain/confirmation.ts';
import { sexLabel, shownValue, slipLabel } from '../domain/slip.ts';
import type { ParentView } from '../db/queries/parent-view.ts';
import type { CheckedClaim, Claim } from './claim-form.ts';
import { FieldInput } from './field-input.tsx';
import { href, Layout, ProblemSummary, wordsOf } from './layout.tsx';
import type { Frame } from './layout.tsx';

type PageProps = { frame: Frame; view: ParentView; base: string; form: string; claim: Claim };

/** Everything typed so far, carried to the next page. */
const Carried: FC<{ form: string; claim: Claim; skip: 'wrong' | 'values' | null }> = ({ form, claim, skip }) => (
  <>
    <input type="hidden" name="form" value={form} />
    {skip !== 'wrong' && claim.wrong.map((field) => <input type="hidden" name="wrong" value={field} />)}
    {skip !== 'values' && Object.entries(claim.typed).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
    {skip !== 'values' && claim.note !== '' && <input type="hidden" name="note" value={claim.note} />}
  </>
);

/** First question: which items are wrong. */
export const ChoosePage: FC<PageProps & { nothingTicked: boolean }> = ({ frame, view, base, form, claim, nothingTicked }) => {
  const w = wordsOf(frame);
  return (
    <Layout frame={frame} title={w.chooseTitle} wrong={nothingTicked}>
      <ProblemSummary frame={frame} problems={nothingTicked ? [{ id: `wrong-${slipFields[0]}`, text: w.chooseNone }] : []} />
      <form method="post" action={href(`${base}/choose`, frame.lang)} novalidate>
        <Carried form={form} claim={claim} skip="wrong" />
        <input type="hidden" name="ticked" value="yes" />
        <fieldset class={nothingTicked ? 'wrong' : ''} aria-describedby="choose-hint">
          <legend>{w.chooseTitle}</legend>
          <p class="hint" id="choose-hint">
            {w.chooseHint}
          </p>
          {nothingTicked && <p class="problem">{w.chooseNone}</p>}
          {slipFields.map((field) => (
            <label class="tick" for={`wrong-${field}`}>
              <input type="checkbox" id={`wrong-${field}`} name="wrong" value={field} checked={claim.wrong.includes(field)} />
              <span>
                {slipLabel[field][frame.lang]}
                <small lang="vi">{shownValue(field, view.slip[field], frame.lang)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <button type="submit">{w.next}</button>
      </form>
      <p class="actions">
        <a href={href(base, frame.lang)}>{w.back}</a>
      </p>
    </Layout>
  );
};

/** Second: the right value of each. */
export const ValuesPage: FC<PageProps & { problems: CheckedClaim['problems'] }> = ({ frame, view, base, form, claim, problems }) => {
  const w = wordsOf(frame);
  const listed = claim.wrong.flatMap((field) => {
    const text = problems[field]?.[frame.lang];
    return text
      ? [
          {
            id: field === 'birthDate' ? 'birthDate-day' : field === 'sex' ? 'sex-male' : field,
            text: `${slipLabel[field][frame.lang]}: ${text}`,
          },
        ]
      : [];
  });
  const noteProblem = problems.note?.[frame.lang];
  const all = [...listed, ...(noteProblem ? [{ id: 'note', text: noteProblem }] : [])];
  return (
    <Layout frame={frame} title={w.valuesTitle} wrong={all.length > 0}>
      <ProblemSummary frame={frame} problems={all} />
      <form method="post" action={href(`${base}/values`, frame.lang)} novalidate>
        <Carried form={form} claim={claim} skip="values" />
        {claim.wrong.map((field) => (
          <FieldInput
            frame={frame}
            field={field}
            current={shownValue(field, view.slip[field], frame.lang)}
            claim={claim}
            problem={problems[field]?.[frame.lang] ?? null}
          />
        ))}
        <div class={noteProblem ? 'wrong' : ''}>
          <label class="text" for="note">
            {w.note}
          </label>
          <p class="hint" id="note-hint">
            {w.noteHint}
          </p>
          {noteProblem && (
            <p class="problem" id="note-problem">
              {noteProblem}
            </p>
          )}
          <textarea id="note" name="note" rows={3} aria-describedby={noteProblem ? 'note-hint note-problem' : 'note-hint'}>
            {claim.note}
          </textarea>
        </div>
        <p>
          <button type="submit">{w.next}</button>
        </p>
        <p>
          <button type="submit" class="second" formaction={href(`${base}/choose`, frame.lang)} name="back" value="yes">
            {w.otherItems}
          </button>
        </p>
      </form>
    </Layout>
  );
};

/** Third: check before sending; doubts are said and do not block. */
export const ReviewPage: FC<PageProps & { checked: CheckedClaim }> = ({ frame, view, base, form, claim, checked }) => {
  const w = wordsOf(frame);
  const doubts = Object.values(checked.doubts).flat();
  return (
    <Layout frame={frame} title={w.reviewTitle}>
      <p>{w.reviewLead}</p>
      {doubts.length > 0 && (
        <div class="note" role="note">
          <p>
            <strong>{w.doubt}: </strong>
            {doubts.map((one) => `${one[frame.lang]} `)}
            {w.doubtLead}
          </p>
        </div>
      )}
      <dl>
        {checked.fields.map(({ field, proposed }) => (
          <div>
            <dt>{slipLabel[field][frame.lang]}</dt>
            <dd>
              <small>
                {w.now}: {shownValue(field, view.slip[field], frame.lang)}
              </small>
              <br />
              <strong>
                {w.right}:{' '}
                {field === 'sex' ? sexLabel[proposed === 'male' ? 'male' : 'female'][frame.lang] : shownValue(field, proposed, frame.lang)}
              </strong>
            </dd>
          </div>
        ))}
        {claim.note !== '' && (
          <div>
            <dt>{w.note}</dt>
            <dd>{claim.note}</dd>
          </div>
        )}
      </dl>
      <form method="post" action={href(`${base}/dispute`, frame.lang)}>
        <Carried form={form} claim={claim} skip={null} />
        <button type="submit">{w.send}</button>
      </form>
      <form method="post" action={href(`${base}/choose`, frame.lang)}>
        <Carried form={form} claim={claim} skip={null} />
        <button type="submit" class="second">
          {w.change}
        </button>
      </form>
    </Layout>
  );
};
