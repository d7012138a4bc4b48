import { localDateOf } from '../domain/instant.ts';
import { doWork } from './do-work.ts';
import { fillForm, scannedPaper, wantsFile } from './fill-form.ts';
import { keyInSlips } from './key-in.ts';
import { isWrong, personFor, roll } from './people.ts';
import type { Account } from './people.ts';
import type { DisputeRow, TaskDetail, TaskRow } from './wire.ts';
import { settleHomesOfSchool } from './settle-homes.ts';
import type { Session } from './session.ts';
import { press, read } from './work.ts';
import type { Outcome, Play } from './work.ts';

/** The same words for the same piece of work in every run of a seed: no ids, which differ. */
export const wordsOf = (play: Play, task: TaskRow): string[] => [play.season().code.replace(/-\d+$/, ''), task.stepKey, task.dutyKey, task.unit.code];

/** Somebody of the unit does the task: reads it, fills the form, attaches a paper, submits. */
export async function doTask(play: Play, row: TaskRow): Promise<Outcome> {
  const account = doerOf(play, row);
  if (!account) return { kind: 'refused', code: 'nobody-there' };
  const session = play.sessionOf(account);
  const task = await read<TaskDetail>(session, `/api/tasks/${row.id}`);
  if (task.state !== 'open' && task.state !== 'returned') return { kind: 'refused', code: 'already-answered' };
  if (task.kind === 'dispute' && task.disputeId) return await decideDispute(play, session, task.disputeId, task.unit.path);
  // The paper slips that children bring back: with the clerk's own duty, and when a class is chased.
  if (task.kind === 'confirmation' || task.kind === 'chase') await keyInSlips(play, task);
  if (wantsFile(task.form) && task.files.length === 0) {
    const sent = await session.upload(`/api/tasks/${task.id}/files`, scannedPaper(`van-ban-${task.dutyKey}`));
    if (sent.status >= 400) throw new Error(`${account.username} could not attach a file (${sent.status})`);
  }
  await doWork(play, session, task);
  const words = wordsOf(play, task);
  const filling = { seed: play.seed, words, today: localDateOf(play.seasonNow()), unitName: task.unit.name };
  const careless = task.state === 'open' && isWrong(play.rates, play.seed, ...words) && roll(play.seed, 'careless', ...words) < 0.5;
  const submit = async (form: ReturnType<typeof fillForm>): Promise<Outcome> =>
    await press(play, session, `/api/tasks/${task.id}/submit`, { answers: form, version: task.version }, { kind: 'task', id: task.id, action: 'submit' });
  const first = await submit(fillForm(task.form, { ...filling, careless }));
  if (first.kind !== 'invalid') return counted(play, first);
  play.tally.refusedForms += 1;
  return counted(play, await submit(fillForm(task.form, { ...filling, careless: false })));
}

function counted(play: Play, outcome: Outcome): Outcome {
  if (outcome.kind === 'taken') play.tally.submitted += 1;
  return outcome;
}

function doerOf(play: Play, task: TaskRow & { className?: string | null }): Account | null {
  const teacher = task.kind === 'chase' ? play.staffing.get(task.unit.code)?.get('homeroom-teacher') : undefined;
  // A teacher's class stands in the user name (gvcn.5a1); the clerk helps where it is not found.
  const mine = teacher?.find((one) => one.username.endsWith(`.gvcn.${plain(task.className ?? '')}`));
  return mine ?? personFor(play.staffing, task.unit, 'work');
}

const plain = (className: string): string => className.normalize('NFD').replace(/[^\w]/g, '').toLowerCase();

/** The unit above accepts, or returns once what was done wrong, with a reason. */
export async function reviewTask(play: Play, row: TaskRow): Promise<Outcome> {
  const account = personFor(play.staffing, row.holder, 'review');
  if (!account) return { kind: 'refused', code: 'nobody-there' };
  const session = play.sessionOf(account);
  const task = await read<TaskDetail>(session, `/api/tasks/${row.id}`);
  if (task.state !== 'submitted') return { kind: 'refused', code: 'already-answered' };
  const isFirst = !task.events.some((event) => event.action === 'return');
  if (isFirst && isWrong(play.rates, play.seed, ...wordsOf(play, task))) {
    const reason = 'Số liệu chưa khớp với danh sách lớp; đề nghị kiểm tra lại và nộp lại trong hạn.';
    const outcome = await press(play, session, `/api/tasks/${task.id}/return`, { version: task.version, reason }, { kind: 'task', id: task.id, action: 'return' });
    if (outcome.kind === 'taken') play.tally.returned += 1;
    return outcome;
  }
  const outcome = await press(play, session, `/api/tasks/${task.id}/accept`, { version: task.version }, { kind: 'task', id: task.id, action: 'accept' });
  if (outcome.kind === 'taken') play.tally.accepted += 1;
  return outcome;
}

/** The school looks at each field a parent disputes: most are right, some are not. A new address asks where the child lives now. */
async function decideDispute(play: Play, session: Session, disputeId: string, schoolPath: string): Promise<Outcome> {
  const dispute = await read<DisputeRow>(session, `/api/disputes/${disputeId}`);
  if (dispute.state !== 'open') return { kind: 'refused', code: 'already-answered' };
  const decisions = dispute.fields.map(({ field, proposed }) =>
    roll(play.seed, 'dispute', field, proposed) < 0.75
      ? { field, decision: 'accepted' }
      : { field, decision: 'rejected', reason: 'Giấy khai sinh lưu tại trường ghi như trên phiếu; đề nghị gia đình mang bản gốc đến đối chiếu.' });
  const outcome = await press(play, session, `/api/disputes/${disputeId}/decide`, { decisions, version: dispute.version }, { kind: 'dispute', id: disputeId, action: 'decide' });
  if (outcome.kind === 'taken') {
    play.tally.decided += 1;
    if (decisions.some((one) => one.field === 'currentAddress' && one.decision === 'accepted')) await settleHomesOfSchool(play, session, schoolPath);
  }
  return outcome;
}
