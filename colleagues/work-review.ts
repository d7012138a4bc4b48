import type { DoWork } from './do-work.ts';
import { roll } from './people.ts';
import type { Session } from './session.ts';
import { listPath } from './wire.ts';
import { read } from './work.ts';
import { settleHomesOfSchool } from './settle-homes.ts';

type Incomplete = { id: string; version: number; className: string; missing: string[] };
type Claim = { id: string; version: number; mayDecide: boolean };
type Pair = { id: string; version: number; kind: string; mayDecide: boolean; a: Child; b: Child };
type Child = { id: string; fullName: string; birthDate: string; schoolPath: string };

/** The clerk goes through the class lists: phones the family for what is missing, and places each home. */
export const reviewPupils: DoWork = async (play, session, task) => {
  if (task.work.blockers.some((one) => one.code === 'no-place')) await settleHomesOfSchool(play, session, task.unit.path);
  for (const code of task.work.blockers.map((one) => one.code).filter((one) => one !== 'no-place')) {
    const { rows } = await read<{ rows: Incomplete[] }>(session, `/api/review/pupils?only=${code}&limit=200`);
    for (const one of rows) {
      const values = {
        ...(one.missing.includes('bad-phone') && { guardianPhone: `09${String(Math.floor(roll(play.seed, 'phone', one.id) * 1e8)).padStart(8, '0')}` }),
        ...(one.missing.includes('no-guardian') && { guardianName: 'Nguyễn Văn Phụ Huynh' }), ...(one.missing.includes('no-address') && { currentAddress: 'Theo sổ tạm trú' }),
      };
      await sent(session, 'PATCH', `/api/pupils/${one.id}`, { version: one.version, values, ...(one.missing.includes('no-class') && { className: '5A1' }) });
    }
  }
};

/** Whoever stands above both schools: claims go to who claims; one child twice is merged, two children under one number are kept. */
export async function decideConflicts(session: Session): Promise<void> {
  const claims = await session.get(listPath('claims', { state: 'open' }, [0, 199], ['createdAt', 'DESC']));
  for (const one of (claims.body as Claim[]).filter((each) => each.mayDecide)) await sent(session, 'POST', `/api/claims/${one.id}/decide`, { version: one.version, state: 'accepted', reason: 'Đã đối chiếu học bạ' });
  const pairs = await session.get(listPath('duplicates', { state: 'open' }, [0, 999], ['createdAt', 'DESC']));
  for (const one of (pairs.body as Pair[]).filter((each) => each.mayDecide)) {
    const same = one.kind === 'same-name-birth-parent';
    await sent(session, 'POST', `/api/duplicates/${one.id}/decide`, same ? { action: 'merge', version: one.version, keptId: one.a.id, take: [], schoolsAsked: one.a.schoolPath !== one.b.schoolPath, reason: 'Một học sinh, hai hồ sơ; đã hỏi các trường' } : { action: 'keep', version: one.version, reason: 'Hai học sinh khác nhau, số định danh nhập nhầm' });
  }
}

export const signOffReview: DoWork = async (_play, session) => await decideConflicts(session);

/** LA-2022: the feeder school places each home. */
export const routePupils: DoWork = async (play, session, task) => await settleHomesOfSchool(play, session, task.unit.path);

/** Somebody may have been faster; the next look shows what is left. */
async function sent(session: Session, method: 'POST' | 'PATCH', path: string, body: unknown): Promise<void> {
  const answer = await session.send(method, path, body, crypto.randomUUID());
  if (answer.status >= 300 && answer.status !== 409) throw new Error(`${session.account.username} got ${answer.status} from ${path.replace(/[0-9a-f-]{36}/g, '…')}`);
}
