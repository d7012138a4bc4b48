import type { Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError, WorkflowIdReusePolicy } from '@temporalio/client';
import type { TypedSearchAttributes } from '@temporalio/common';
import { withSystem } from '../db/actor.ts';
import { dutiesThatShouldRun, liveSeasons } from '../db/queries/outbox-relay.ts';
import { openBatches } from '../db/queries/identity-batches.ts';
import type { LiveSeason, OpenDutyRow } from '../db/queries/outbox-relay.ts';
import { identityBatchWorkflowId, seasonWorkflowId, stepWorkflowId, taskQueue } from '../workflows/contracts/names.ts';
import type { DutyInput } from '../workflows/contracts/duty.ts';
import { nothingDone } from '../workflows/contracts/step.ts';
import type { StepInput } from '../workflows/contracts/step.ts';
import { startAttributes } from './attributes.ts';
import { nameOf, startIdentityBatch, startSeason } from './relay.ts';
import type { RelayDeps } from './relay.ts';
import { loadTruth } from './season-activities.ts';

export type Difference = { kind: 'season-missing' | 'step-missing' | 'duty-missing' | 'batch-missing'; workflowId: string };
const page = 500;
/** Work opened a moment ago may still be on its way to its duty. */
const settledMs = 60_000;

/**
 * Compares what the tables say should run with what the engine runs, and starts what is missing (a database restored
 * from backup, an engine that lost its store). Returns what it found; finding nothing is the normal case.
 */
export async function reconcile(deps: RelayDeps): Promise<Difference[]> {
  const running = await openWorkflowIds(deps.client);
  const found: Difference[] = [];
  for (const season of await withSystem(deps.db, (tx) => liveSeasons(tx))) {
    const workflowId = seasonWorkflowId(season.code);
    if (!running.has(workflowId)) {
      found.push({ kind: 'season-missing', workflowId });
      await startSeason(deps, season.id);
    }
    found.push(...(await reconcileSteps(deps, season, running)));
  }
  for (const batch of await withSystem(deps.db, (tx) => openBatches(tx, deps.realNow() - settledMs))) {
    const workflowId = identityBatchWorkflowId(batch.batchId);
    if (running.has(workflowId)) continue;
    found.push({ kind: 'batch-missing', workflowId });
    await startIdentityBatch(deps, batch);
  }
  for (let after = ''; ; ) {
    const duties = await withSystem(deps.db, (tx) => dutiesThatShouldRun(tx, deps.realNow() - settledMs, after, page));
    for (const duty of duties.filter((one) => !running.has(one.workflowId))) {
      found.push({ kind: 'duty-missing', workflowId: duty.workflowId });
      await startDuty(deps.client, duty);
    }
    after = duties.at(-1)?.workflowId ?? '';
    if (duties.length < page) return found;
  }
}

async function openWorkflowIds(client: Client): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const one of client.workflow.list({ query: "ExecutionStatus = 'Running'" })) ids.add(one.workflowId);
  return ids;
}

/** A step that runs by its row but not in the engine begins again: all it does is repeatable, and adds only what is missing. */
async function reconcileSteps(deps: RelayDeps, season: LiveSeason, running: ReadonlySet<string>): Promise<Difference[]> {
  const { clock, paused, steps } = await loadTruth(deps.db, season.id);
  const missing = steps.filter((step) => (step.phase === 'open' || step.phase === 'grace') && !running.has(stepWorkflowId(season.code, step.key)));
  for (const step of missing) {
    const input: StepInput = { seasonId: season.id, seasonCode: season.code, title: season.title, clock, paused, step, done: nothingDone };
    await startAgain(deps.client, 'step', stepWorkflowId(season.code, step.key), input,
      startAttributes({ seasonId: season.id, stepKey: step.key, phase: 'opening', dueAt: step.closesAt }));
  }
  return missing.map((step) => ({ kind: 'step-missing', workflowId: stepWorkflowId(season.code, step.key) }));
}

async function startDuty(client: Client, { workflowId, seasonId, seasonCode, stepKey, clusterCode, left, dueAt }: OpenDutyRow): Promise<void> {
  const input: DutyInput = { seasonId, seasonCode, stepKey, clusterCode, dueAt, left, answers: 0 };
  await startAgain(client, 'duty', workflowId, input, startAttributes({ seasonId, stepKey, unitCode: clusterCode, phase: 'open', dueAt }));
}

async function startAgain(client: Client, type: 'step' | 'duty', workflowId: string, input: StepInput | DutyInput, typedSearchAttributes: TypedSearchAttributes): Promise<void> {
  try {
    await client.workflow.start(type, { workflowId, taskQueue, args: [input], workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE, typedSearchAttributes });
  } catch (failure) {
    // It came to life between our look and our call.
    if (!(failure instanceof WorkflowExecutionAlreadyStartedError)) throw failure;
  }
}

/** Every few minutes, for as long as it is not stopped. */
export function startReconciler(deps: RelayDeps, everyMs = 5 * 60_000): { stop(): void } {
  const timer = setInterval(() => void reconcile(deps).then(
    (found) => found.length > 0 && deps.log.warn({ missing: found.length, first: found[0]?.workflowId ?? '' }, 'workflows were missing and started again'),
    (failure: unknown) => deps.log.warn({ error: nameOf(failure) }, 'reconciler waits'),
  ), everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
