import type { DoWork } from './do-work.ts';
import type { Session } from './session.ts';
import { settleHomes } from './settle-homes.ts';
import { read } from './work.ts';
import { decideConflicts } from './work-review.ts';

type Place = { id: string; version: number; mayEdit?: boolean };

/** The officer decides what schools proposed, merges names that stand twice, and settles each pupil by the address on paper. */
export const consolidatePlaces: DoWork = async (play, session, task) => {
  const inbox = await read<{ proposed: Place[]; twice: Place[][] }>(session, '/api/places/proposals');
  for (const one of inbox.proposed.filter((each) => each.mayEdit)) await sent(session, `/api/places/${one.id}/change`, { action: 'accept', version: one.version });
  for (const [keep, ...others] of inbox.twice) {
    for (const one of others.filter((each) => each.mayEdit)) if (keep) await sent(session, `/api/places/${one.id}/replace`, { version: one.version, into: [keep.id], reason: 'Trùng tên' });
  }
  await decideConflicts(session);
  await settleHomes(play, session, task.unit.path);
};

/** Somebody may have been faster; the next look shows what is left. */
async function sent(session: Session, path: string, body: unknown): Promise<void> {
  const answer = await session.send('POST', path, body, crypto.randomUUID());
  if (answer.status >= 300 && answer.status !== 409) throw new Error(`${session.account.username} got ${answer.status} from ${path.replace(/[0-9a-f-]{36}/g, '…')}`);
}
