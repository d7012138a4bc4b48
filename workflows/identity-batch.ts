import { condition, continueAsNew, defineSignal, proxyActivities, setCurrentDetails, setHandler, workflowInfo } from '@temporalio/workflow';
import type { BatchTurn, IdentityActivities } from '../activities/contracts/identity.ts';
import type { BatchProblem } from '../domain/identity.ts';
import { batchChanged } from './contracts/identity-batch.ts';
import type { IdentityBatchInput } from './contracts/identity-batch.ts';
import { showPhase } from './shown.ts';

// A province is 226 pages; with the other side slow that is hours. After a killed worker it goes on within heartbeat timeout + 5 s.
const { askPopulation } = proxyActivities<IdentityActivities>({
  startToCloseTimeout: '12 hours', heartbeatTimeout: '10 seconds', retry: { initialInterval: '1 second', maximumInterval: '1 minute' }, summary: 'Đối chiếu dân cư',
});
const { noteBatchProblem } = proxyActivities<IdentityActivities>({ startToCloseTimeout: '1 minute', retry: { initialInterval: '500 milliseconds', maximumInterval: '5 seconds' } });

const firstPauseMs = 5_000;
const longestPauseMs = 5 * 60_000;
/** Pauses one after another before people are told: a short outage is nobody's business. */
const patience = 3;

type State = { changed: boolean; pauses: number; told: boolean };

/** A batch: asks until everybody is answered or it is cancelled; waits for a person where one is needed, and backs off while the other side cannot. */
export async function identityBatch(input: IdentityBatchInput): Promise<void> {
  const state: State = { changed: false, pauses: 0, told: false };
  setHandler(defineSignal(batchChanged), () => void (state.changed = true));
  for (;;) {
    state.changed = false;
    const turn = await askPopulation({ batchId: input.batchId });
    if (turn.kind === 'over') break;
    await rest(input, state, turn);
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof identityBatch>(input);
  }
  showPhase('over', null);
}

async function rest(input: IdentityBatchInput, state: State, turn: Exclude<BatchTurn, { kind: 'over' }>): Promise<void> {
  if (turn.kind === 'waits') {
    await tell(input, state, null);
    setCurrentDetails(`${input.unitCode}: chờ người nhập hoặc tệp trả lời.`);
    await condition(() => state.changed);
    return;
  }
  // Whoever answered something is not away: the pauses begin anew.
  if (turn.answered > 0) await tell(input, state, null);
  state.pauses = turn.answered > 0 ? 1 : state.pauses + 1;
  const pause = turn.afterMs ?? Math.min(firstPauseMs * 2 ** (state.pauses - 1), longestPauseMs);
  if (state.pauses >= patience) await tell(input, state, turn.why);
  setCurrentDetails(`${input.unitCode}: ${turn.why}, hỏi lại sau ${Math.ceil(pause / 1000)} giây.`);
  await condition(() => state.changed, pause);
}

async function tell(input: IdentityBatchInput, state: State, problem: BatchProblem | null): Promise<void> {
  if (problem === null && !state.told) return;
  state.told = problem !== null;
  await noteBatchProblem({ batchId: input.batchId, problem });
}
