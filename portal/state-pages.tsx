/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child, FC } from 'hono/jsx';
import type { Answerability } from '../domain/confirmation-window.ts';
import { deadlineWords } from '../domain/notice-words.ts';
import { dayMonthYear, shownValue, slipLabel } from '../domain/slip.ts';
import { localDateOf, localMinutesOf } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';
import type { ParentView, ViewedField } from '../db/queries/parent-view.ts';
import { href, Layout, wordsOf } from './layout.tsx';
import type { Frame } from './layout.tsx';

function clock(at: Instant): string {
  const minutes = localMinutesOf(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)} ${dayMonthYear(localDateOf(at))}`;
}

const Decision: FC<{ frame: Frame; field: ViewedField; values: boolean }> = ({ frame, field, values }) => {
  const w = wordsOf(frame);
  const state = field.decision === null ? w.pending : w[field.decision];
  return (
    <div>
      <dt>{slipLabel[field.field][frame.lang]}</dt>
      <dd>
        <strong>{state}</strong>
        {values && (
          <>
            <br />
            {w.right}: {shownValue(field.field, field.proposed, frame.lang)}
          </>
        )}
        {field.reason && (
          <>
            <br />
            {w.because}: {field.reason}
          </>
        )}
      </dd>
    </div>
  );
};

/** Reference number, what was answered, what happens next and when. `values`: only by the link itself, not by look-up. */
export const AnsweredPage: FC<{ frame: Frame; view: ParentView; values: boolean; children?: Child }> = ({
  frame,
  view,
  values,
  children,
}) => {
  const w = wordsOf(frame);
  const titles = { confirmed: w.confirmedTitle, disputed: w.disputedTitle, settled: w.settledTitle } as const;
  const state = view.state === 'disputed' || view.state === 'settled' ? view.state : 'confirmed';
  return (
    <Layout frame={frame} title={titles[state]}>
      <div class="panel">
        <p>{w.reference}</p>
        <p class="code">{view.reference}</p>
        <p>{w.keep}</p>
      </div>
      {view.answeredAt !== null && (
        <p>
          {w.answeredAt}: {clock(view.answeredAt)}. {view.channel === 'paper' && w.byPaper}
        </p>
      )}
      {view.dispute && (
        <dl>
          {view.dispute.fields.map((field) => (
            <Decision frame={frame} field={field} values={values} />
          ))}
        </dl>
      )}
      <h2>{w.nextTitle}</h2>
      <p>
        {state === 'confirmed' && w.nextConfirmed}
        {state === 'settled' && w.nextSettled}
        {state === 'disputed' && view.dispute && `${w.nextDisputed} ${deadlineWords(view.dispute.dueAt, frame.lang)}.`}
      </p>
      {children}
    </Layout>
  );
};

/** The link is right, and it is not the time to answer. */
export const ClosedPage: FC<{ frame: Frame; why: Exclude<Answerability, 'open' | 'late'> }> = ({ frame, why }) => {
  const { title, lead } = wordsOf(frame).closed[why];
  return (
    <Layout frame={frame} title={title}>
      <p>{lead}</p>
    </Layout>
  );
};

export const AlreadyPage: FC<{ frame: Frame; base: string; answeredAt: Instant | null; reference: string | null }> = ({
  frame,
  base,
  answeredAt,
  reference,
}) => {
  const w = wordsOf(frame);
  return (
    <Layout frame={frame} title={w.alreadyTitle}>
      <p>{w.alreadyLead}</p>
      <dl>
        {answeredAt !== null && (
          <div>
            <dt>{w.answeredAt}</dt>
            <dd>{clock(answeredAt)}</dd>
          </div>
        )}
        {reference !== null && (
          <div>
            <dt>{w.reference}</dt>
            <dd>{reference}</dd>
          </div>
        )}
      </dl>
      <p class="actions">
        <a class="button" href={href(base, frame.lang)}>
          {w.seeAnswer}
        </a>
      </p>
    </Layout>
  );
};

type Plain = 'wrong' | 'expired' | 'tooMany' | 'stale' | 'busy' | 'locked';

/** Pages that say one thing. A wrong link and an unknown one are the same page. */
export const PlainPage: FC<{ frame: Frame; what: Plain; link?: { path: string; label: string } }> = ({ frame, what, link }) => {
  const w = wordsOf(frame);
  return (
    <Layout frame={frame} title={w[`${what}Title`]}>
      <p>{w[`${what}Lead`]}</p>
      {link && (
        <p class="actions">
          <a class="button" href={href(link.path, frame.lang)}>
            {link.label}
          </a>
        </p>
      )}
    </Layout>
  );
};
