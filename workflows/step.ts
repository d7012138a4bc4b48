import { allHandlersFinished, condition, continueAsNew, defineQuery, defineSignal, setCurrentDetails, setHandler, workflowInfo } from '@temporalio/workflow';
import { scheduleQuery } from './contracts/season.ts';
import { stepRescheduled } from './contracts/step.ts';
import type { StepInput, StepRescheduled } from './contracts/step.ts';
import { standsAt, waitFor } from './calendar.ts';
import { asks, calendarAsks } from './step-asks.ts';
import { closeDuties, startDuties } from './step-duties.ts';
import { dropPassedReminders, nextMoment, runRungGroup } from './step-moments.ts';
import { at, newStep } from './step-state.ts';
import type { StepState } from './step-state.ts';
import { tellSeason } from './step-season.ts';
import { moment, showPhase } from './shown.ts';

export type StepReport = { phase: 'closed' | 'skipped'; left: number };

/**
 * One step of a season: opens the tasks of all its units, starts their duties, chases the late by the
 * ladder, closes the window, gives late work its grace, and lapses what is left.
 */
export async function step(input: StepInput): Promise<StepReport> {
  const state = newStep(input);
  setHandler(defineSignal<[StepRescheduled]>(stepRescheduled), (truth) => takeTruth(state, truth));
  setHandler(defineQuery<StepInput>(scheduleQuery), () => inputOf(state));
  await open(state);
  for (;;) {
    if (state.changed) await follow(state);
    if (state.step.phase === 'skipped') return await end(state, 'skipped');
    const next = nextMoment(state);
    if (!state.paused && next.at <= standsAt(state)) {
      if (next.kind === 'lapse') return await end(state, 'closed');
      if (next.kind === 'close' && (await closeWindow(state)) === 0) return await end(state, 'closed');
      if (next.kind === 'rungs') await runRungGroup(state, next.rungs);
      continue;
    }
    show(state, next.at);
    if (workflowInfo().continueAsNewSuggested) await renew(state);
    await waitFor(state, next.at, () => state.changed);
  }
}

function inputOf({ seasonId, seasonCode, title, clock, paused, step: schedule, done }: StepState): StepInput {
  return { seasonId, seasonCode, title, clock, paused, step: schedule, done };
}

/** What signals brought is in the state already, so nothing is lost on the way to the next run. */
async function renew(state: StepState): Promise<never> {
  await condition(allHandlersFinished);
  return await continueAsNew<typeof step>(inputOf(state));
}

function takeTruth(state: StepState, truth: StepRescheduled): void {
  state.step = truth.step;
  state.clock = truth.clock;
  state.paused = truth.paused;
  state.changed = true;
}

async function open(state: StepState): Promise<void> {
  if (!state.done.opened) {
    if (state.step.phase === 'skipped') return;
    const opened = await asks(`Mở việc của bước ${state.step.number}`).openStep(at(state));
    state.done.opened = true;
    state.done.confirmationDuties = opened.confirmationDuties;
    dropPassedReminders(state);
    showPhase('open', state.step.closesAt);
    await tellSeason(state, 'open');
  }
  if (!(await startDuties(state))) await renew(state);
  if (!state.done.confirmationsOpened) {
    for (const dutyKey of state.done.confirmationDuties) {
      await asks('Gửi phiếu xác nhận').openConfirmations({ ...at(state), dutyKey });
    }
    state.done.confirmationsOpened = true;
  }
  // Started duties report their end to the run that started them; a new run is spared hundreds of wake-ups.
  if (state.startedInRun > 25) await renew(state);
}

/** The plan was changed while the step runs: rows first, then the story goes on by the new instants. */
async function follow(state: StepState): Promise<void> {
  state.changed = false;
  if (state.step.phase === 'skipped') return;
  await calendarAsks('Theo lịch mới').retimeStep(at(state));
  if (state.done.windowClosed && standsAt(state) < state.step.closesAt) {
    await calendarAsks('Mở lại thời hạn').reopenWindow(at(state));
    state.done.windowClosed = false;
    showPhase('open', state.step.closesAt);
    await tellSeason(state, 'open');
  }
  dropPassedReminders(state);
}

async function closeWindow(state: StepState): Promise<number> {
  const { left } = await calendarAsks('Hết thời hạn').closeWindow(at(state));
  state.done.windowClosed = true;
  showPhase('grace', state.step.lapsesAt);
  if (left > 0) await tellSeason(state, 'grace');
  return left;
}

async function end(state: StepState, phase: StepReport['phase']): Promise<StepReport> {
  for (const dutyKey of state.done.confirmationDuties) {
    await asks('Khép các phiếu chưa trả lời').closeSilentConfirmations({ ...at(state), dutyKey });
  }
  const left = phase === 'skipped'
    ? await asks('Bỏ bước: huỷ việc còn lại').cancelStep(at(state))
    : await asks('Kết thúc bước').lapseStep(at(state));
  await closeDuties(state, left.clusterCodes, phase === 'skipped' ? 'skipped' : 'lapsed');
  showPhase(phase, null);
  setCurrentDetails(`Bước ${state.step.number} đã ${phase === 'skipped' ? 'được bỏ' : 'kết thúc'} lúc ${moment(standsAt(state))}.`);
  await tellSeason(state, phase);
  await condition(allHandlersFinished);
  return { phase, left: left.ended };
}

function show(state: StepState, next: number): void {
  const { number, key, closesAt, lapsesAt } = state.step;
  setCurrentDetails([
    `**Bước ${number}** (${key}) · ${state.paused ? 'đang tạm dừng' : state.done.windowClosed ? 'đã hết hạn, còn nhận bài muộn' : 'đang mở'}`,
    `Hết hạn: ${moment(closesAt)} · nhận muộn đến ${moment(lapsesAt)}`,
    `Mốc tiếp theo: ${moment(next)}`,
  ].join('\n\n'));
}
