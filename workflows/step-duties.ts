import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { getExternalWorkflowHandle, ParentClosePolicy, startChild, WorkflowIdReusePolicy } from '@temporalio/workflow';
import { dutiesPerPage } from '../activities/contracts/engine.ts';
import type { OpenDuty } from '../activities/contracts/engine.ts';
import { dutiesClosed } from './contracts/duty.ts';
import type { DutiesClosed } from './contracts/duty.ts';
import { dutyWorkflowId } from './contracts/names.ts';
import type { duty } from './duty.ts';
import { attributesOf, summary } from './shown.ts';
import { calendarAsks } from './step-asks.ts';
import type { StepState } from './step-state.ts';

/** Hundreds of starts at once starve an engine; 25 keep it busy. */
const wave = 25;
/** The engine allows 2,000 pending children, signals or cancels a run; a province larger than this takes more runs. */
const startsPerRun = 800;

async function inWaves<T>(all: readonly T[], one: (each: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += wave) await Promise.all(all.slice(from, from + wave).map(one));
}

/** Starts a duty for each cluster that owes something. `false`: this run has started enough, go on in a new one. */
export async function startDuties(state: StepState): Promise<boolean> {
  while (state.done.opened && state.done.dutiesAfter !== null) {
    if (state.startedInRun >= startsPerRun) return false;
    const after = state.done.dutiesAfter;
    const page = await calendarAsks('Danh sách đơn vị').listOpenDuties({ seasonId: state.seasonId, stepKey: state.step.key, after });
    await inWaves(page, (one) => startDuty(state, one));
    state.startedInRun += page.length;
    state.done.dutiesAfter = page.length < dutiesPerPage ? null : (page.at(-1)?.clusterCode ?? null);
  }
  return true;
}

/** Clusters that got new tasks after their duty may have ended (a class whose parents stay silent). */
export async function restartDuties(state: StepState, clusterCodes: readonly string[]): Promise<void> {
  await inWaves(clusterCodes, (clusterCode) =>
    startDuty(state, { clusterCode, left: 1, dueAt: state.step.closesAt }));
}

async function startDuty(state: StepState, { clusterCode, left, dueAt }: OpenDuty): Promise<void> {
  const { seasonId, seasonCode, step } = state;
  try {
    await startChild<typeof duty>('duty', {
      workflowId: dutyWorkflowId(seasonCode, step.key, clusterCode),
      args: [{ seasonId, seasonCode, stepKey: step.key, clusterCode, dueAt, left, answers: 0 }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      // It owes something now, whether or not an earlier one of this name has ended.
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      staticSummary: summary(`Cụm ${clusterCode} · bước ${step.number}`),
      typedSearchAttributes: attributesOf({ seasonId, stepKey: step.key, unitCode: clusterCode, phase: 'open', dueAt }),
    });
  } catch (failure) {
    // It runs: started before a crash or by the reconciler, or it has not ended since.
    if (!(failure instanceof WorkflowExecutionAlreadyStartedError)) throw failure;
  }
}

export async function closeDuties(state: StepState, clusterCodes: readonly string[], reason: DutiesClosed['reason']): Promise<void> {
  await inWaves(clusterCodes, async (clusterCode) => {
    try {
      await getExternalWorkflowHandle(dutyWorkflowId(state.seasonCode, state.step.key, clusterCode)).signal(dutiesClosed, { reason });
    } catch {
      // Its last task was answered a moment ago: it has ended by itself.
    }
  });
}
