import { getExternalWorkflowHandle } from '@temporalio/workflow';
import type { StepPhase } from '../domain/season.ts';
import { seasonWorkflowId } from './contracts/names.ts';
import { stepMoved } from './contracts/season.ts';
import type { StepState } from './step-state.ts';

/** By id and not as parent: the season has continued as new since it started this step. */
export async function tellSeason(state: StepState, phase: StepPhase): Promise<void> {
  state.step = { ...state.step, phase };
  try {
    await getExternalWorkflowHandle(seasonWorkflowId(state.seasonCode)).signal(stepMoved, { stepKey: state.step.key, phase });
  } catch {
    // The season is over or was cancelled; the step still ends its own work.
  }
}
