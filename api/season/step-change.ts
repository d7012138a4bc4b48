import type { Tx } from '../../db/client.ts';
import { readHolidays } from '../../db/queries/holidays.ts';
import { retimeTasks } from '../../db/queries/season-changes.ts';
import { editStep, insertSteps, stepByKey, stepsOf } from '../../db/queries/seasons.ts';
import type { SeasonRow, StepRow } from '../../db/queries/seasons.ts';
import { seasonNow } from '../../domain/clock.ts';
import type { Step } from '../../domain/plan.ts';
import { dueOf, lapseOf, opensTask, scheduleStep } from '../../domain/schedule.ts';
import type { Window } from '../../domain/window.ts';
import { badField, Problem } from '../problem.ts';
import type { StaffCtx } from '../verb.ts';
import { planWith } from './added-step.ts';
import { calendarInForce, factsOf, windowsInForce } from './calendar.ts';
import type { ChangeInput, Effect } from './change.ts';
import { iso } from '../wire.ts';

const windowView = ({ opensAt, closesAt }: Window) => ({ opensAt: iso(opensAt), closesAt: iso(closesAt) });

async function livingStep(tx: Tx, season: SeasonRow, stepKey: string | undefined): Promise<{ row: StepRow; step: Step }> {
  if (stepKey === undefined) throw badField('stepKey', 'Hãy chọn bước cần thay đổi.', 'Choose the step to change.');
  const row = await stepByKey(tx, season.id, stepKey);
  const step = season.plan.steps.find((one) => one.key === stepKey);
  if (!row || !step) throw badField('stepKey', 'Mùa không có bước này.', 'The season has no such step.');
  if (row.phase === 'closed' || row.phase === 'skipped') {
    throw new Problem(409, 'step-over', {
      vi: 'Bước này đã kết thúc nên không đổi được. Hãy thêm bước mới nếu cần.',
      en: 'This step is over. Add a new one if needed.',
    });
  }
  return { row, step };
}

/** The new window must make sense against the old one and the season's own time. */
function windowAfter(row: StepRow, input: ChangeInput, kind: 'extend' | 'shorten', now: number): Window {
  const opened = row.phase === 'open' || row.phase === 'grace';
  const window = { opensAt: input.opensAt ?? row.opensAt, closesAt: input.closesAt ?? row.closesAt };
  if (opened && window.opensAt !== row.opensAt)
    throw badField('opensAt', 'Bước đã mở nên không đổi được ngày mở.', 'The step is open: its opening cannot move.');
  if (window.opensAt >= window.closesAt) throw badField('closesAt', 'Ngày đóng phải sau ngày mở.', 'The step must close after it opens.');
  if (window.closesAt <= now) throw badField('closesAt', 'Ngày đóng mới phải ở phía trước.', 'The new close must lie ahead.');
  if (kind === 'extend' && window.closesAt <= row.closesAt)
    throw badField('closesAt', 'Gia hạn thì ngày đóng mới phải sau ngày đóng hiện tại.', 'An extension closes later than now.');
  if (kind === 'shorten' && window.closesAt >= row.closesAt)
    throw badField('closesAt', 'Rút ngắn thì ngày đóng mới phải trước ngày đóng hiện tại.', 'A shortening closes earlier than now.');
  return window;
}

export async function moveWindow(
  ctx: StaffCtx,
  tx: Tx,
  season: SeasonRow,
  input: ChangeInput,
  kind: 'extend' | 'shorten',
): Promise<Effect> {
  const { row, step } = await livingStep(tx, season, input.stepKey);
  const window = windowAfter(row, input, kind, seasonNow(season.clock, ctx.now));
  const holidays = await readHolidays(tx);
  await editStep(tx, row.id, { ...window, lapsesAt: lapseOf(step, window, holidays) });
  const calendar = calendarInForce(season, await stepsOf(tx, [season.id]), holidays);
  // Each duty has a rule of its own; all tasks of one duty share one instant, so one statement a duty.
  for (const duty of step.duties.filter(opensTask)) {
    await retimeTasks(
      tx,
      { seasonId: season.id, stepKey: step.key, dutyKey: duty.key },
      { duty: dueOf(step, duty, window, calendar), chase: window.closesAt },
    );
  }
  return { edit: {}, stepKey: step.key, before: windowView(row), after: windowView(window) };
}

export async function skipStep(tx: Tx, season: SeasonRow, input: ChangeInput): Promise<Effect> {
  const { row, step } = await livingStep(tx, season, input.stepKey);
  const behind = season.plan.steps.filter((one) => one.gates.some((gate) => gate.step === step.key)).map((one) => one.key);
  await editStep(tx, row.id, { phase: 'skipped' });
  return { edit: {}, stepKey: step.key, before: { phase: row.phase, ...windowView(row) }, after: { phase: 'skipped', behind } };
}

export async function addStep(ctx: StaffCtx, tx: Tx, season: SeasonRow, input: ChangeInput): Promise<Effect> {
  const { step: given, opensAt, closesAt } = input;
  if (!given) throw badField('step', 'Hãy điền nội dung của bước mới.', 'Describe the new step.');
  if (opensAt === undefined || closesAt === undefined)
    throw badField('opensAt', 'Hãy chọn ngày mở và ngày đóng.', 'Choose when it opens and closes.');
  if (opensAt >= closesAt) throw badField('closesAt', 'Ngày đóng phải sau ngày mở.', 'The step must close after it opens.');
  if (closesAt <= seasonNow(season.clock, ctx.now)) throw badField('closesAt', 'Ngày đóng phải ở phía trước.', 'The close must lie ahead.');
  const holidays = await readHolidays(tx);
  const window = { opensAt, closesAt };
  const rows = await stepsOf(tx, [season.id]);
  const { plan, step } = planWith(season.plan, given, window, { ...factsOf(season, holidays, true), choices: windowsInForce(rows) });
  const calendar = calendarInForce({ ...season, plan }, rows, holidays);
  const windows = { ...calendar.windows, [step.key]: window };
  await insertSteps(tx, { id: season.id, plan }, [scheduleStep(step, plan, window, holidays, 'planned', { ...calendar, windows })], true);
  return { edit: { plan }, stepKey: step.key, before: {}, after: { ...windowView(window), title: step.title.vi } };
}
