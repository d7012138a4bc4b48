import type { AnswerOutcome, AnswerTask } from '../workflows/contracts/duty.ts';
import type { DecideDispute } from '../workflows/contracts/dispute.ts';

/** What the API asks of Temporal; a fake of it drives the tests of every route. */
export interface Engine {
  /** Update `answerTask` on the task's `duty`; the update id is the answer id, so a repeat gets the first outcome. */
  answer(workflowId: string, input: AnswerTask): Promise<AnswerOutcome>;
  /** Update `decideDispute` on the case. */
  decideDispute(disputeId: string, input: DecideDispute): Promise<Record<string, unknown>>;
  /** True when the engine answers within two seconds. */
  health(): Promise<boolean>;
}

/** The engine answered that this cannot be decided: the same again would find the same, and nothing has changed. */
export class CannotDecide extends Error {
  override readonly name = 'CannotDecide';
}

/** The engine did not answer in time, or there is no such workflow: nothing is known to have happened. */
export class EngineAway extends Error {
  override readonly name = 'EngineAway';
}
