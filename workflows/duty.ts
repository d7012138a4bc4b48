import {
  allHandlersFinished, condition, continueAsNew, defineQuery, defineSignal, defineUpdate, proxyLocalActivities, setCurrentDetails,
  setHandler, workflowInfo,
} from '@temporalio/workflow';
import { ApplicationFailure } from '@temporalio/common';
import type { DutyActivities } from '../activities/contracts/engine.ts';
import { answerActions } from '../domain/task.ts';
import { answerTask, dutiesClosed } from './contracts/duty.ts';
import type { AnswerOutcome, AnswerTask, DutiesClosed, DutyInput } from './contracts/duty.ts';
import { scheduleQuery } from './contracts/season.ts';
import { moment } from './shown.ts';

/** The engine allows 2,000 updates a run. */
const answersPerRun = 1_500;

// A local activity: an answer costs one workflow task and no trip through the task queue.
const { applyAnswer } = proxyLocalActivities<DutyActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '5 seconds' },
});

type State = DutyInput & { closed: DutiesClosed['reason'] | null };

/** All tasks of one unit in one step: waits for people's answers until none is left. No timers: `step` holds them for all units. */
export async function duty(input: DutyInput): Promise<{ left: number }> {
  const state: State = { ...input, closed: null };
  setHandler(defineUpdate<AnswerOutcome, [AnswerTask]>(answerTask), (answer) => answerTaskOf(state, answer), { validator: checkAnswer });
  setHandler(defineSignal<[DutiesClosed]>(dutiesClosed), ({ reason }) => void (state.closed = reason));
  setHandler(defineQuery<State>(scheduleQuery), () => state);
  show(state);
  await condition(() => isOver(state) || state.answers >= answersPerRun || workflowInfo().continueAsNewSuggested);
  await condition(allHandlersFinished);
  if (!isOver(state)) await continueAsNew<typeof duty>(inputOfNextRun(state));
  return { left: state.left };
}

function isOver(state: State): boolean {
  return state.closed !== null || state.left === 0;
}

function inputOfNextRun({ seasonId, seasonCode, stepKey, unitCode, dueAt, left }: State): DutyInput {
  return { seasonId, seasonCode, stepKey, unitCode, dueAt, left, answers: 0 };
}

async function answerTaskOf(state: State, answer: AnswerTask): Promise<AnswerOutcome> {
  const { outcome, left } = await applyAnswer({ ...answer, workflowId: workflowInfo().workflowId });
  state.answers += 1;
  state.left = left;
  show(state);
  return outcome;
}

/** Only the shape: whether it counts is decided against the rows, in one transaction. */
function checkAnswer(answer: AnswerTask): void {
  const complete = [answer.taskId, answer.answerId, answer.actorId, answer.actingFor].every((one) => typeof one === 'string' && one !== '');
  if (!complete || !answerActions.includes(answer.action) || !Number.isInteger(answer.seenVersion)) {
    throw ApplicationFailure.nonRetryable('An answer names task, action, actor and seen version.', 'malformed-answer');
  }
}

function show(state: State): void {
  setCurrentDetails(`Đơn vị ${state.unitCode}: còn ${state.left} việc, hạn ${moment(state.dueAt)}.`);
}
