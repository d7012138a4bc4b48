import {
  allHandlersFinished, condition, defineQuery, defineSignal, defineUpdate, proxyActivities, proxyLocalActivities, setCurrentDetails, setHandler,
} from '@temporalio/workflow';
import { ApplicationFailure } from '@temporalio/common';
import type { DisputeActivities, DisputeTruth } from '../activities/contracts/engine.ts';
import type { DisputeOutcome } from '../activities/contracts/families.ts';
import type { Instant } from '../domain/instant.ts';
import { standsAt, waitFor } from './calendar.ts';
import { decideDispute } from './contracts/dispute.ts';
import type { DecideDispute, DisputeInput } from './contracts/dispute.ts';
import { scheduleQuery, seasonChanged } from './contracts/season.ts';
import { rungKey } from './step-moments.ts';
import { moment, showPhase } from './shown.ts';

const retry = { initialInterval: '500 milliseconds', maximumInterval: '5 seconds' } as const;
const { loadDispute, chaseDispute } = proxyActivities<DisputeActivities>({ startToCloseTimeout: '1 minute', retry, summary: 'Đề nghị sửa phiếu' });
const { applyDisputeDecision } = proxyLocalActivities<DisputeActivities>({ startToCloseTimeout: '10 seconds', retry });

type State = DisputeInput & { over: boolean; changed: boolean };

/** A parent's disputed slip (HP-2023 step 4): waits for the school's decision, chases it by the ladder until then. */
export async function dispute(input: DisputeInput): Promise<void> {
  const state: State = { ...input, over: false, changed: false };
  setHandler(defineUpdate<DisputeOutcome, [DecideDispute]>(decideDispute), (decision) => decide(state, decision), { validator: checkDecision });
  setHandler(defineSignal(seasonChanged), () => void (state.changed = true));
  setHandler(defineQuery<State>(scheduleQuery), () => state);
  const ran = new Set<string>();
  while (!state.over) {
    state.changed = false;
    const truth = await loadDispute({ disputeId: state.disputeId });
    if (!truth.open || state.over) break;
    await chase(state, truth, ran);
    const next = nextRung(truth, ran);
    setCurrentDetails(`Trường ${state.unitCode}: chờ xử lý đề nghị sửa, hạn ${moment(truth.dueAt)}.`);
    await waitFor(truth, next, () => state.over || state.changed);
  }
  await condition(allHandlersFinished);
  showPhase('settled', null);
}

function nextRung(truth: DisputeTruth, ran: ReadonlySet<string>): Instant | null {
  const left = truth.rungs.filter((one) => !ran.has(rungKey(one)));
  return left.length === 0 ? null : Math.min(...left.map((one) => one.at));
}

async function chase(state: State, truth: DisputeTruth, ran: Set<string>): Promise<void> {
  const now = standsAt(truth);
  const due = truth.paused ? [] : truth.rungs.filter((one) => one.at <= now && !ran.has(rungKey(one)));
  due.forEach((one) => ran.add(rungKey(one)));
  if (due.length > 0) await chaseDispute({ disputeId: state.disputeId, at: now, rungs: due });
}

async function decide(state: State, decision: DecideDispute): Promise<DisputeOutcome> {
  const { outcome, open } = await applyDisputeDecision({ ...decision, disputeId: state.disputeId });
  state.over = !open;
  return outcome;
}

function checkDecision(decision: DecideDispute): void {
  if ([decision.answerId, decision.actorId, decision.actingFor].some((one) => typeof one !== 'string' || one === '')) {
    throw ApplicationFailure.nonRetryable('A decision names its answer and actor.', 'malformed-decision');
  }
}
