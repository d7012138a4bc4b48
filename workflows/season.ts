import { allHandlersFinished, condition, continueAsNew, defineQuery, defineSignal, proxyActivities, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { ActivityInterfaceFor } from '@temporalio/workflow';
import type { SeasonActivities } from '../activities/contracts/engine.ts';
import { gatesHold } from '../domain/gate.ts';
import type { StepSchedule } from '../domain/schedule-types.ts';
import { standsAt, waitFor } from './calendar.ts';
import { scheduleQuery, seasonChanged, stepMoved } from './contracts/season.ts';
import type { SeasonChanged, SeasonInput, StepMoved } from './contracts/season.ts';
import { openStepWorkflow, relayToSteps } from './season-steps.ts';
import { isOver, newSeason, nextOpening, takeMoves, takeTruth, withPhase } from './season-state.ts';
import type { SeasonState } from './season-state.ts';
import { moment, showPhase, summary } from './shown.ts';

function asks(why: string): ActivityInterfaceFor<SeasonActivities> {
  return proxyActivities<SeasonActivities>({
    startToCloseTimeout: '1 minute', retry: { initialInterval: '500 milliseconds', maximumInterval: '5 seconds' }, summary: summary(why),
  });
}

/**
 * A whole season: opens each step when its window opens and its gates hold, follows every change of the
 * plan at once, and ends when every step is closed or skipped. Continues as new whenever a step has moved.
 */
export async function season(input: SeasonInput): Promise<void> {
  const state = newSeason(input);
  setHandler(defineSignal<[SeasonChanged]>(seasonChanged), (change) => void state.changes.push(change.changeId));
  setHandler(defineSignal<[StepMoved]>(stepMoved), (move) => void state.moves.push(move));
  setHandler(defineQuery<SeasonInput>(scheduleQuery), () => inputOf(state));
  if (!state.begun) await begin(state);
  for (;;) {
    await followChanges(state);
    if (takeMoves(state) && !isOver(state) && !isWoken(state)) await renew(state);
    if (isOver(state)) return await finish(state);
    if (!state.paused && (await openDueSteps(state))) continue;
    const next = nextOpening(state);
    show(state, next);
    await waitFor(state, next, () => isWoken(state));
  }
}

function isWoken(state: SeasonState): boolean {
  return state.changes.length > 0 || state.moves.length > 0;
}

function inputOf({ seasonId, seasonCode, title, clock, paused, steps, begun, applied }: SeasonState): SeasonInput {
  return { seasonId, seasonCode, title, clock, paused, steps, begun, applied };
}

async function renew(state: SeasonState): Promise<never> {
  await condition(allHandlersFinished);
  return await continueAsNew<typeof season>(inputOf(state));
}

async function begin(state: SeasonState): Promise<void> {
  await asks('Bắt đầu mùa').beginSeason({ seasonId: state.seasonId, at: standsAt(state) });
  state.begun = true;
  showPhase(state.paused ? 'paused' : 'running', null);
}

/** Decided and durable already (`season_changes`): read what is in force, pass it on to the running steps. */
async function followChanges(state: SeasonState): Promise<void> {
  while (state.changes.length > 0) {
    const told = state.changes.splice(0);
    const fresh = told.filter((changeId) => !state.applied.includes(changeId));
    if (fresh.length === 0) continue;
    takeTruth(state, await asks('Đọc lịch đang có hiệu lực').loadSchedule({ seasonId: state.seasonId }));
    state.applied = [...state.applied, ...fresh].slice(-200);
    await relayToSteps(state);
    showPhase(state.paused ? 'paused' : 'running', nextOpening(state));
  }
}

/** True when something was opened or held, so that the story looks again. */
async function openDueSteps(state: SeasonState): Promise<boolean> {
  const now = standsAt(state);
  const due = state.steps.filter((step) => (step.phase === 'planned' || step.phase === 'waiting-gate') && step.opensAt <= now);
  let acted = false;
  for (const step of due) {
    if (gatesHold(step, state.steps)) {
      await openStepWorkflow(state, step);
      state.steps = withPhase(state.steps, step.key, 'open');
      acted = true;
    } else if (step.phase === 'planned') {
      await asks(`Bước ${step.number} chờ bước trước`).holdStep({ seasonId: state.seasonId, stepKey: step.key, at: now });
      state.steps = withPhase(state.steps, step.key, 'waiting-gate');
      acted = true;
    }
  }
  return acted;
}

async function finish(state: SeasonState): Promise<void> {
  await asks('Kết thúc mùa').finishSeason({ seasonId: state.seasonId, at: standsAt(state) });
  showPhase('finished', null);
  setCurrentDetails(`Mùa **${state.title}** đã kết thúc lúc ${moment(standsAt(state))}.`);
  await condition(allHandlersFinished);
}

function show(state: SeasonState, next: number | null): void {
  const named = (phases: readonly StepSchedule['phase'][]): string =>
    state.steps.filter((step) => phases.includes(step.phase)).map((step) => `bước ${step.number} (đến ${moment(step.closesAt)})`).join(', ') || 'không có';
  const planned = state.steps.filter((step) => step.phase === 'planned' && step.opensAt === next).map((step) => `bước ${step.number}`);
  setCurrentDetails([
    `**${state.title}** · ${state.paused ? 'đang tạm dừng' : 'đang chạy'}`,
    `Đang mở: ${named(['open'])}`,
    `Nhận bài muộn: ${named(['grace'])}`,
    `Chờ bước trước: ${named(['waiting-gate'])}`,
    next === null ? 'Không còn bước nào chờ mở.' : `Tiếp theo: ${planned.join(', ')}, mở lúc ${moment(next)}`,
  ].join('\n\n'));
}
