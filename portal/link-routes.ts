import type { Context, Hono } from 'hono';
import { withActor } from '../db/actor.ts';
import type { Tx } from '../db/client.ts';
import { confirmByParent, disputeByParent } from '../db/queries/confirmation-answers.ts';
import type { AnswerInput, ConfirmationOutcome } from '../db/queries/confirmation-answers.ts';
import { findLink } from '../db/queries/parent-links.ts';
import { parentView } from '../db/queries/parent-view.ts';
import type { ParentView } from '../db/queries/parent-view.ts';
import { takesAnswers } from '../domain/confirmation-window.ts';
import type { Answerability } from '../domain/confirmation-window.ts';
import { checkClaim, claimOf, textOf } from './claim-form.ts';
import type { Claim } from './claim-form.ts';
import { frameOf, langOf, looseFrame, page, seeOther } from './deps.ts';
import type { PortalParts } from './deps.ts';
import { ChoosePage, ReviewPage, ValuesPage } from './dispute-pages.tsx';
import type { Frame } from './layout.tsx';
import { SlipPage } from './slip-page.tsx';
import { AlreadyPage, AnsweredPage, ClosedPage, PlainPage } from './state-pages.tsx';
import { words } from './words.ts';

const emptyClaim: Claim = { wrong: [], typed: {}, note: '' };

/** A page of a link that works: who, what they may see, and where they are. */
type Visit = {
  token: string;
  base: string;
  view: ParentView;
  act: <T>(run: (tx: Tx) => Promise<T>) => Promise<T>;
  frame: (path?: string) => Frame;
};
type Handler = (c: Context, visit: Visit) => Promise<Response>;
/** A posted form, known to be ours. `form` goes on into the next page; its id makes two presses one. */
type Posted = Visit & { form: string; onceKey: string; body: FormData };

/** `GET` shows, `POST` acts: link scanners and previews open addresses, and must not answer for a parent. */
export function mountLinks(app: Hono, parts: PortalParts): void {
  const visited = (handler: Handler) => (c: Context) => visit(parts, c, handler);
  const posted = (handler: (c: Context, posted: Posted) => Promise<Response>) => visited((c, visit) => checkForm(parts, c, visit, handler));

  app.get(
    '/p/:token',
    visited((c, visit) => show(parts, c, visit)),
  );
  app.get(
    '/p/:token/dispute',
    visited(async (c, visit) => {
      if (!mayAnswer(visit.view)) return seeOther(visit.base, langOf(c));
      return page(
        c,
        ChoosePage({
          ...visit,
          frame: visit.frame('/dispute'),
          form: parts.forms.issue(visit.token),
          claim: emptyClaim,
          nothingTicked: false,
        }),
      );
    }),
  );
  // A reload of a page that a form made asks by GET: back to where the form began.
  for (const step of ['confirm', 'choose', 'values'])
    app.get(
      `/p/:token/${step}`,
      visited(async (c, visit) => seeOther(visit.base, langOf(c))),
    );

  app.post(
    '/p/:token/confirm',
    posted(async (c, visit) => tell(c, visit, emptyClaim, await visit.act((tx) => confirmByParent(tx, answerOf(parts, visit))))),
  );
  app.post(
    '/p/:token/choose',
    posted((c, visit) => choose(c, visit, claimOf(visit.body))),
  );
  app.post(
    '/p/:token/values',
    posted((c, visit) => review(c, visit, claimOf(visit.body))),
  );
  app.post(
    '/p/:token/dispute',
    posted(async (c, visit) => {
      const claim = claimOf(visit.body);
      const checked = checkClaim(claim, visit.view);
      if (checked.fields.length === 0 || Object.keys(checked.problems).length > 0) return review(c, visit, claim);
      const note = claim.note === '' ? null : claim.note;
      return tell(
        c,
        visit,
        claim,
        await visit.act((tx) => disputeByParent(tx, { ...answerOf(parts, visit), fields: checked.fields, note })),
      );
    }),
  );
}

async function visit(parts: PortalParts, c: Context, handler: Handler): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const link = await findLink(parts.db, token, parts.realNow());
  if (link === null) return wrongLink(parts, c);
  if (link.expired) {
    const frame = await looseFrame(parts, c, null);
    return page(c, PlainPage({ frame, what: 'expired', link: { path: '/tra-cuu', label: words[frame.lang].open } }), 410);
  }
  const act = <T>(run: (tx: Tx) => Promise<T>) =>
    withActor(parts.db, { kind: 'parent', pupilId: link.pupilId, confirmationId: link.confirmationId }, run);
  const view = await act((tx) => parentView(tx, link.confirmationId, parts.secrets, parts.realNow()));
  if (view === null) return wrongLink(parts, c);
  const base = `/p/${token}`;
  return handler(c, { token, base, view, act, frame: (path) => frameOf(parts, c, view, path === undefined ? null : `${base}${path}`) });
}

/** A wrong token and an unknown one take the same road and give the same page; too many from one address have to wait. */
async function wrongLink(parts: PortalParts, c: Context): Promise<Response> {
  const wait = await parts.tries.wrong('link', parts.addressOf(c));
  const frame = await looseFrame(parts, c, null);
  if (wait === null) return page(c, PlainPage({ frame, what: 'wrong' }), 404);
  c.header('Retry-After', String(wait));
  return page(c, PlainPage({ frame, what: 'tooMany' }), 429);
}

async function checkForm(
  parts: PortalParts,
  c: Context,
  visit: Visit,
  handler: (c: Context, posted: Posted) => Promise<Response>,
): Promise<Response> {
  const body = await c.req.formData().catch(() => new FormData());
  const form = textOf(body, 'form');
  const onceKey = parts.forms.verify(visit.token, form);
  if (onceKey === null) {
    return page(c, PlainPage({ frame: visit.frame(), what: 'stale', link: { path: visit.base, label: words[langOf(c)].reopen } }), 403);
  }
  return handler(c, { ...visit, form, onceKey, body });
}

function show(parts: PortalParts, c: Context, { view, base, token, frame }: Visit): Promise<Response> {
  if (view.reference !== null && view.state !== 'silent') return page(c, AnsweredPage({ frame: frame(''), view, values: true }));
  if (mayAnswer(view)) return page(c, SlipPage({ frame: frame(''), view, base, form: parts.forms.issue(token) }));
  return page(c, ClosedPage({ frame: frame(''), why: closedBecause(view) }));
}

function mayAnswer(view: ParentView): boolean {
  return (view.state === 'waiting' || view.state === 'with-teacher') && takesAnswers[view.window];
}

function closedBecause(view: ParentView): Exclude<Answerability, 'open' | 'late'> {
  return view.window === 'paused' || view.window === 'not-yet' ? view.window : 'over';
}

async function choose(c: Context, visit: Posted, claim: Claim): Promise<Response> {
  // From the check-answers page nothing is missing, and from the values page somebody pressed "other items": show the ticks again so that they can be changed.
  const filled = Object.keys(claim.typed).length > 0 && visit.body.get('ticked') === null;
  const changing = claim.wrong.length > 0 && (filled || visit.body.get('back') !== null);
  if (claim.wrong.length === 0 || changing) {
    return page(
      c,
      ChoosePage({ ...visit, frame: visit.frame(), claim, nothingTicked: claim.wrong.length === 0 }),
      claim.wrong.length === 0 ? 422 : 200,
    );
  }
  return page(c, ValuesPage({ ...visit, frame: visit.frame(), claim, problems: {} }));
}

async function review(c: Context, visit: Posted, claim: Claim): Promise<Response> {
  if (claim.wrong.length === 0) return choose(c, visit, claim);
  const checked = checkClaim(claim, visit.view);
  if (Object.keys(checked.problems).length > 0)
    return page(c, ValuesPage({ ...visit, frame: visit.frame(), claim, problems: checked.problems }), 422);
  return page(c, ReviewPage({ ...visit, frame: visit.frame(), claim, checked }));
}

function answerOf(parts: PortalParts, visit: Posted): AnswerInput {
  return {
    confirmationId: visit.view.confirmationId,
    by: { kind: 'parent' },
    onceKey: visit.onceKey,
    realNow: parts.realNow(),
    secrets: parts.secrets,
  };
}

async function tell(c: Context, visit: Posted, claim: Claim, outcome: ConfirmationOutcome): Promise<Response> {
  if (outcome.kind === 'taken') return seeOther(visit.base, langOf(c));
  if (outcome.kind === 'refused') return page(c, ClosedPage({ frame: visit.frame(), why: outcome.reason }), 409);
  if (outcome.kind === 'invalid') return page(c, ValuesPage({ ...visit, frame: visit.frame(), claim, problems: outcome.problems }), 422);
  return page(
    c,
    AlreadyPage({ frame: visit.frame(), base: visit.base, answeredAt: outcome.answeredAt, reference: outcome.reference }),
    409,
  );
}
