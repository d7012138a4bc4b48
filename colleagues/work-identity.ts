import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { unmatchedStates } from '../domain/identity.ts';
import type { IdentityField, IdentityState } from '../domain/identity.ts';
import type { FieldVerdict } from '../domain/identity-match.ts';
import type { Work } from '../domain/work.ts';
import type { DoWork } from './do-work.ts';
import { roll } from './people.ts';
import type { Session } from './session.ts';
import { listPath } from './wire.ts';
import { read } from './work.ts';
import type { Play } from './work.ts';

type Row = { id: string; code: string; state: IdentityState; hasNumber: boolean; fields: Partial<Record<IdentityField, FieldVerdict>> };
type Whole = Row & { version: number };

const page = 50;
/** A province takes some minutes; the step has a day or more. */
const patienceMs = 240_000;

/** Everybody on a queue of the unit, a page at a time; who is done is not on it any more. */
async function eachOf(session: Session, unitPath: string, filter: Record<string, unknown>, handle: (one: Whole) => Promise<void>): Promise<void> {
  let before = '';
  for (;;) {
    const rows = await read<Row[]>(session, listPath('identity', { ...filter, under: unitPath }, [0, page - 1], ['fullName', 'ASC']));
    const mark = rows.map((row) => row.id).join();
    if (rows.length === 0 || mark === before) return;
    before = mark;
    for (const row of rows) {
      const { version } = await read<{ version: number }>(session, `/api/identity/${row.id}`);
      await handle({ ...row, version });
    }
  }
}

async function did(session: Session, id: string, what: string, body: Record<string, unknown>): Promise<void> {
  const answer = await session.send('POST', `/api/identity/${id}/${what}`, body);
  // Somebody was faster: the queue tells what is left.
  if (answer.status >= 400 && answer.status !== 409) throw new Error(`${session.account.username} got ${answer.status} from /api/identity/…/${what}`);
}

const noNumber: DoWork = async (_, session, task) =>
  await eachOf(session, task.unit.path, { lacks: 'number-reason' }, (one) =>
    did(session, one.id, 'reason', { reason: 'awaiting-number', note: 'Gia đình đã nộp hồ sơ xin cấp số.', version: one.version }));

/** What the papers show: mostly the police are right about a field, sometimes the school; a number of somebody else's waits for a new one. */
async function decide(play: Play, session: Session, one: Whole): Promise<void> {
  if (one.state === 'not-found') return await did(session, one.id, 'reason', { reason: one.hasNumber ? 'awaiting-correction' : 'awaiting-number', version: one.version });
  if (one.state === 'other-person') return await did(session, one.id, 'reason', { reason: 'number-of-another', note: 'Số này của người khác; đã hẹn công an cấp lại.', version: one.version });
  const schoolRight = roll(play.seed, 'identity', one.code) < 0.2;
  const differing = (['fullName', 'birthDate', 'sex', 'address'] as const).filter((field) => one.fields[field] === 'different');
  const choices = Object.fromEntries(differing.map((field) => [field, schoolRight ? 'school' : 'population']));
  await did(session, one.id, 'settle', { choices, reason: schoolRight ? 'school-right' : 'population-right', version: one.version });
}

const mismatches: DoWork = async (play, session, task) => {
  await eachOf(session, task.unit.path, { lacks: 'decision', cohort: 'grade-12' }, (one) => decide(play, session, one));
  await noNumber(play, session, task);
};

const propose: DoWork = async (_, session, task) =>
  await eachOf(session, task.unit.path, { lacks: 'proposal', cohort: 'grade-12' }, (one) =>
    did(session, one.id, 'report', {
      reason: one.state === 'other-person' ? 'number-of-another' : 'awaiting-correction', version: one.version,
      proposal: 'Cho em dùng mã 12 ký tự của hệ thống thi; nhờ công an xã xác minh theo giấy khai sinh và gộp khi có số đúng.',
    }));

type Batch = { id: string; state: string };

/** Sends all grade-12 pupils to the population database and waits until they are answered. */
const sendLists: DoWork = async (play, session) => {
  await session.send('POST', '/api/identity/take-over', { cohort: 'grade-12' });
  const [open] = await read<Batch[]>(session, listPath('identity-batches', { state: ['queued', 'sending', 'waiting'] }, [0, 0], ['createdAt', 'DESC']));
  const id = open?.id ?? randomUUID();
  if (!open) {
    const { status } = await session.send('POST', '/api/identity-batches', { adapter: 'http', cohort: 'grade-12' }, id);
    if (status !== 201) {
      play.say(`The Sở cannot send lists by machine (${status}): somebody has to exchange files`);
      return;
    }
  }
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(500)) {
    const { state } = await read<Batch>(session, `/api/identity-batches/${id}`);
    if (state === 'done' || state === 'cancelled') return;
  }
};

/** Whoever was changed since is asked about once more; then each case is answered, also those that a school never reported. */
const resolve: DoWork = async (play, session, task) => {
  if (task.work.blockers.some((one) => one.code === 'unchecked')) await sendLists(play, session, task);
  await eachOf(session, task.unit.path, { state: ['reported', ...unmatchedStates], cohort: 'grade-12' }, (one) =>
    did(session, one.id, 'resolve', { resolution: 'Sở đã chuyển công an thành phố xác minh; em dự thi bằng mã tạm, gộp khi có số.', version: one.version }));
};

export const identityDoers = {
  'personal-numbers': noNumber,
  'identity-lists': sendLists,
  'identity-queue': mismatches,
  'unmatched-report': propose,
  'unmatched-resolution': resolve,
} as const satisfies Partial<Record<Work, DoWork>>;
