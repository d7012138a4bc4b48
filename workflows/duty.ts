import {
  allHandlersFinished, condition, continueAsNew, defineQuery, defineSignal, defineUpdate, proxyLocalActivities, setCurrentDetails,
  setHandler, workflowInfo,
} from '@temporalio/workflow';
import { ApplicationFailure } from '@temporalio/common';
import type { DecidedAnswer, DutyActivities } from '../activities/contracts/engine.ts';
import { answerActions } from '../domain/task.ts';
import { answerTask, dutiesClosed } from './contracts/duty.ts';
import type { AnswerOutcome, AnswerTask, DutiesClosed, DutyInput } from './contracts/duty.ts';
import { scheduleQuery } from './contracts/season.ts';
import { moment } from './shown.ts';

/** The engine allows 2,000 updates a run. */
const answersPerRun = 1_500;

// A local activity: answers cost one workflow task and no trip through the task queue.
const { applyAnswers } = proxyLocalActivities<DutyActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '5 seconds' },
});

type State = DutyInput & {
  closed: DutiesClosed['reason'] | null;
  /** Not yet asked about. Whoever presses while a batch is decided is in the next. */
  waiting: Waiting[];
};
type Waiting = { answer: AnswerTask; hears: (decided: DecidedAnswer | undefined) => void };

/** All tasks of one cluster in one step: waits for people's answers until none is left. No timers: `step` holds them for all units. */
export async function duty(input: DutyInput): Promise<{ left: number }> {
  const state: State = { ...input, closed: null, waiting: [] };
  setHandler(defineUpdate<AnswerOutcome, [AnswerTask]>(answerTask), (answer) => answerTaskOf(state, answer), { validator: checkAnswer });
  setHandler(defineSignal<[DutiesClosed]>(dutiesClosed), ({ reason }) => void (state.closed = reason));
  setHandler(defineQuery<DutyInput>(scheduleQuery), () => inputOf(state));
  show(state);
  const over = (): boolean => state.closed !== null || state.left === 0;
  const worn = (): boolean => state.answers >= answersPerRun || workflowInfo().continueAsNewSuggested;
  for (;;) {
    await condition(() => state.waiting.length > 0 || ((over() || worn()) && allHandlersFinished()));
    if (state.waiting.length > 0) await decide(state);
    // Work may have come to the cluster since its last task was counted.
    else if (state.closed !== null || state.left > 0 || (await noneLeft(state))) break;
  }
  if (!over()) await continueAsNew<typeof duty>({ ...inputOf(state), answers: 0 });
  return { left: state.left };
}

function inputOf({ seasonId, seasonCode, stepKey, clusterCode, dueAt, left, answers }: State): DutyInput {
  return { seasonId, seasonCode, stepKey, clusterCode, dueAt, left, answers };
}

async function noneLeft(state: State): Promise<boolean> {
  const { left } = await applyAnswers({ workflowId: workflowInfo().workflowId, answers: [] });
  state.left = left;
  return left === 0 && state.waiting.length === 0;
}

/** Everybody who waits, in one transaction: under load an answer costs a fraction of one. */
async function decide(state: State): Promise<void> {
  const batch = state.waiting.splice(0);
  const { decided, left } = await applyAnswers({ workflowId: workflowInfo().workflowId, answers: batch.map((one) => one.answer) });
  const outcomes = new Map(decided.map((one) => [one.answerId, one]));
  for (const { answer, hears } of batch) hears(outcomes.get(answer.answerId));
  state.answers += batch.length;
  state.left = left;
  show(state);
}

async function answerTaskOf(state: State, answer: AnswerTask): Promise<AnswerOutcome> {
  const decided = await new Promise<DecidedAnswer | undefined>((hears) => state.waiting.push({ answer, hears }));
  if (decided && 'outcome' in decided) return decided.outcome;
  throw ApplicationFailure.nonRetryable('This answer cannot be decided.', decided?.failed);
}

/** Only the shape: whether it counts is decided against the rows, in one transaction. */
function checkAnswer(answer: AnswerTask): void {
  const complete = [answer.taskId, answer.answerId, answer.actorId, answer.actingFor].every((one) => typeof one === 'string' && one !== '');
  if (!complete || !answerActions.includes(answer.action) || !Number.isInteger(answer.seenVersion)) {
    throw ApplicationFailure.nonRetryable('An answer names task, action, actor and seen version.', 'malformed-answer');
  }
}

function show(state: State): void {
  setCurrentDetails(`Cụm ${state.clusterCode}: còn ${state.left} việc, hạn ${moment(state.dueAt)}.`);
}
