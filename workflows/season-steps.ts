import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { getExternalWorkflowHandle, ParentClosePolicy, startChild, WorkflowIdReusePolicy } from '@temporalio/workflow';
import type { StepSchedule } from '../domain/schedule-types.ts';
import { stepWorkflowId } from './contracts/names.ts';
import { nothingDone, stepRescheduled } from './contracts/step.ts';
import type { SeasonState } from './season-state.ts';
import { attributesOf, summary } from './shown.ts';
import type { step as stepStory } from './step.ts';

export async function openStepWorkflow(state: SeasonState, step: StepSchedule): Promise<void> {
  const { seasonId, seasonCode, title, clock, paused } = state;
  try {
    await startChild<typeof stepStory>('step', {
      workflowId: stepWorkflowId(seasonCode, step.key),
      args: [{ seasonId, seasonCode, title, clock, paused, step: { ...step, phase: 'open' }, done: nothingDone }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      staticSummary: summary(`Bước ${step.number} · ${title}`),
      typedSearchAttributes: attributesOf({ seasonId, stepKey: step.key, phase: 'opening', dueAt: step.closesAt }),
    });
  } catch (failure) {
    // Opened before: the id is the step's own for ever, so it cannot run twice.
    if (!(failure instanceof WorkflowExecutionAlreadyStartedError)) throw failure;
  }
}

/** Every step that has been opened hears the new truth; one that has just ended does not mind. */
export async function relayToSteps(state: SeasonState): Promise<void> {
  const { seasonCode, clock, paused } = state;
  const opened = state.steps.filter((step) => step.phase !== 'planned' && step.phase !== 'waiting-gate' && step.phase !== 'closed');
  await Promise.all(opened.map(async (step) => {
    try {
      await getExternalWorkflowHandle(stepWorkflowId(seasonCode, step.key)).signal(stepRescheduled, { step, clock, paused });
    } catch {
      // Skipped before it opened, or ended a moment ago.
    }
  }));
}
