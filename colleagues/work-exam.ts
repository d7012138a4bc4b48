import type { DoWork } from './do-work.ts';
import { personFor } from './people.ts';
import { listPath } from './wire.ts';
import type { Session } from './session.ts';

/** The clerk issues what is missing and lets codes go whose number has come. */
export const issueAccounts: DoWork = (_play, session, task) => sent(session, '/api/exam/accounts', { schoolId: task.unit.id });

export const handOverAccounts: DoWork = (_play, session, task) => sent(session, '/api/exam/accounts/hand-over', { schoolId: task.unit.id });

/** Printed, proofread, signed, kept. What changed after printing is printed again. */
export const signSlips: DoWork = async (_play, session, task) => {
  for (const action of ['print', 'proofread', 'sign', 'keep']) await sent(session, '/api/exam/slips', { schoolId: task.unit.id, action });
};

type Evidence = { id: string; version: number; state: string; schoolPath: string };
/** The principal looks at each paper that was handed in. */
export const reviewEvidence: DoWork = async (play, session, task) => {
  const principal = personFor(play.staffing, task.unit, 'review');
  const answer = await session.get(listPath('evidence', {}, [0, 999], ['className', 'ASC']));
  for (const one of (answer.body as Evidence[]).filter((each) => each.state === 'handed-in' && each.schoolPath === task.unit.path)) {
    if (principal) await sent(play.sessionOf(principal), `/api/evidence/${one.id}/review`, { version: one.version, state: 'accepted' });
  }
};

type Candidate = { id: string; version: number; state: string };
export const receiveCandidates: DoWork = async (_play, session) => {
  for (const action of ['receive', 'issue-account'] as const) {
    const answer = await session.get(listPath('candidates', {}, [0, 999], ['fullName', 'ASC']));
    const from = action === 'receive' ? 'asked' : 'received';
    for (const one of (answer.body as Candidate[]).filter((each) => each.state === from)) {
      await sent(session, `/api/candidates/${one.id}/move`, { version: one.version, action, ...(action === 'receive' && { papers: ['identity', 'diploma', 'transcript', 'photo'] }) });
    }
  }
};

/** Somebody may have been faster; the next look shows what is left. */
async function sent(session: Session, path: string, body: unknown): Promise<void> {
  const answer = await session.send('POST', path, body, crypto.randomUUID());
  if (answer.status >= 300 && answer.status !== 409) throw new Error(`${session.account.username} got ${answer.status} from ${path.replace(/[0-9a-f-]{36}/g, '…')}`);
}
