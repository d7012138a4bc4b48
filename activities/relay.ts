import type { Client } from '@temporalio/client';
import { isGrpcServiceError, ServiceError, WorkflowExecutionAlreadyStartedError, WorkflowIdConflictPolicy, WorkflowIdReusePolicy, WorkflowNotFoundError } from '@temporalio/client';
import type { TypedSearchAttributes } from '@temporalio/common';
import { withSystem } from '../db/actor.ts';
import type { Db } from '../db/client.ts';
import { listen } from '../db/listen.ts';
import { outboxChannel } from '../db/outbox.ts';
import { markFailed, markRelayed, openDisputeIds, seasonName, waitingOutbox } from '../db/queries/outbox-relay.ts';
import type { OutboxRow } from '../db/queries/outbox-relay.ts';
import { findDuplicates } from '../db/queries/duplicates.ts';
import { tellZoneChange } from '../db/queries/zone-telling.ts';
import { disputeWorkflowId, identityBatchWorkflowId, importWorkflowId, seasonWorkflowId, taskQueue } from '../workflows/contracts/names.ts';
import type { DisputeInput } from '../workflows/contracts/dispute.ts';
import { importChanged } from '../workflows/contracts/import.ts';
import type { ImportInput } from '../workflows/contracts/import.ts';
import { batchChanged } from '../workflows/contracts/identity-batch.ts';
import type { IdentityBatchInput } from '../workflows/contracts/identity-batch.ts';
import { seasonChanged } from '../workflows/contracts/season.ts';
import type { SeasonInput } from '../workflows/contracts/season.ts';
import { startAttributes } from './attributes.ts';
import type { Log } from './log.ts';
import { loadTruth } from './season-activities.ts';

export type RelayDeps = { db: Db; databaseUrl: string; client: Client; realNow: () => number; log: Log };
export type Relay = {
  /** Relays all that waits now; for tests and shutdown. Returns how many rows are done. */
  drain(): Promise<number>;
  stop(): Promise<void>;
};

const batch = 100;
const pollMs = 1_000;

/**
 * Turns committed `outbox` rows into engine calls with deterministic ids. A row is stamped after its call, so a crash
 * between the two repeats the call, and the id makes the repeat harmless; a crash before it is healed by the poll.
 */
export function startRelay(deps: RelayDeps): Relay {
  let wake = (): void => undefined;
  const stopping = new AbortController();
  const listening = listen(deps.databaseUrl, outboxChannel, () => wake());
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, pollMs).unref();
      });
      await relayWaiting(deps).catch((failure: unknown) => deps.log.warn({ error: nameOf(failure) }, 'relay waits'));
      if (!stopping.signal.aborted) await woken;
    }
  })();
  return {
    drain: () => relayWaiting(deps),
    async stop() {
      stopping.abort();
      wake();
      await listening.stop();
      await loop;
    },
  };
}

async function relayWaiting(deps: RelayDeps): Promise<number> {
  let done = 0;
  for (;;) {
    const rows = await withSystem(deps.db, (tx) => waitingOutbox(tx, batch, deps.realNow()));
    const before = done;
    for (const row of rows) if (await relayRow(deps, row)) done += 1;
    if (rows.length < batch || done === before) return done;
  }
}

async function relayRow(deps: RelayDeps, row: OutboxRow): Promise<boolean> {
  try {
    await relays[row.kind](deps, row);
    await withSystem(deps.db, (tx) => markRelayed(tx, row.id, deps.realNow()));
    return true;
  } catch (failure) {
    // An engine that is away is the fault of no row: all of them wait for it, and go on when it is back.
    if (isAway(failure)) throw failure;
    deps.log.warn({ outbox: row.id, kind: row.kind, attempts: row.attempts + 1, error: nameOf(failure) }, 'not relayed, tried again');
    await withSystem(deps.db, (tx) => markFailed(tx, row, nameOf(failure), deps.realNow()));
    return false;
  }
}

/** gRPC: RESOURCE_EXHAUSTED, UNAVAILABLE. A deadline may be one workflow's own. */
const awayCodes: readonly number[] = [8, 14];

function isAway(failure: unknown): boolean {
  const cause = failure instanceof ServiceError ? failure.cause : failure;
  return isGrpcServiceError(cause) && awayCodes.includes(cause.code);
}

type RelayOne = (deps: RelayDeps, row: OutboxRow) => Promise<void>;
const relays = {
  'start-season': (deps, { payload }) => startSeason(deps, field(payload, 'seasonId')),
  'season-changed': (deps, { payload, key }) => tellSeason(deps, field(payload, 'seasonId'), payload['changeId'] ?? key),
  'start-dispute': (deps, { payload }) => startDispute(deps, payload),
  'start-import': (deps, { payload }) => tellImport(deps, payload),
  'import-changed': (deps, { payload }) => tellImport(deps, payload),
  'start-identity-batch': (deps, { payload }) => startIdentityBatch(deps, payload),
  'identity-batch-changed': (deps, { payload }) => tellIdentityBatch(deps, field(payload, 'batchId')),
  // No story: word of a change goes out by the worker, who may see every family concerned.
  'find-duplicates': async (deps) => void (await withSystem(deps.db, (tx) => findDuplicates(tx))),
  'tell-zone-change': async (deps, { payload }) => void (await withSystem(deps.db, (tx) => tellZoneChange(tx, Number(field(payload, 'changeId'))))),
} as const satisfies Record<OutboxRow['kind'], RelayOne>;

function field(payload: Record<string, string>, name: string): string {
  const value = payload[name];
  if (value === undefined) throw new Error(`outbox payload without ${name}`);
  return value;
}

async function seasonInput({ db }: RelayDeps, seasonId: string): Promise<SeasonInput | null> {
  const truth = await loadTruth(db, seasonId);
  const named = await withSystem(db, (tx) => seasonName(tx, seasonId));
  if (!named || truth.cancelled) return null;
  const { clock, paused, steps } = truth;
  return { seasonId, seasonCode: named.code, title: named.title, clock, paused, steps, begun: false, applied: [] };
}

export async function startSeason(deps: RelayDeps, seasonId: string): Promise<void> {
  const input = await seasonInput(deps, seasonId);
  if (input) await startOnce(deps, 'season', seasonWorkflowId(input.seasonCode), input, `Mùa ${input.title}`, startAttributes({ seasonId, phase: 'launching' }));
}

async function startOnce({ client }: RelayDeps, type: 'season' | 'dispute' | 'identityBatch', workflowId: string, input: SeasonInput | DisputeInput | IdentityBatchInput, summary: string, typedSearchAttributes: TypedSearchAttributes): Promise<void> {
  try {
    await client.workflow.start(type, {
      workflowId, taskQueue, args: [input], staticSummary: summary.slice(0, 66), typedSearchAttributes,
      // Again only what an operator ended by force; never what ran to its end.
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY, workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    });
  } catch (failure) {
    // It ran before; a second start of the same decision is no start.
    if (!(failure instanceof WorkflowExecutionAlreadyStartedError)) throw failure;
  }
}

async function tellSeason(deps: RelayDeps, seasonId: string, changeId: string): Promise<void> {
  const named = await withSystem(deps.db, (tx) => seasonName(tx, seasonId));
  if (!named) return;
  await signalIfRunning(deps, seasonWorkflowId(named.code), changeId);
  // Disputes read the clock themselves; they only need to hear that it changed.
  for (const id of await withSystem(deps.db, (tx) => openDisputeIds(tx, seasonId))) await signalIfRunning(deps, disputeWorkflowId(id), changeId);
}

async function signalIfRunning({ client }: RelayDeps, workflowId: string, changeId: string): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId).signal(seasonChanged, { changeId });
  } catch (failure) {
    // Over already: the rows say what is true.
    if (!(failure instanceof WorkflowNotFoundError)) throw failure;
  }
}

async function startDispute(deps: RelayDeps, payload: Record<string, string>): Promise<void> {
  const input: DisputeInput = {
    disputeId: field(payload, 'disputeId'), seasonId: field(payload, 'seasonId'), seasonCode: field(payload, 'seasonCode'), unitCode: field(payload, 'unitCode'), dueAt: Number(field(payload, 'dueAt')),
  };
  await startOnce(deps, 'dispute', disputeWorkflowId(input.disputeId), input, `${input.unitCode} · đề nghị sửa phiếu`,
    startAttributes({ seasonId: input.seasonId, unitCode: input.unitCode, phase: 'open', dueAt: input.dueAt }));
}

/** A story that has ended begins again: a committed import waits for nothing, and may be undone a year later. */
async function tellImport({ client }: RelayDeps, payload: Record<string, string>): Promise<void> {
  const input: ImportInput = { importId: field(payload, 'importId'), unitCode: field(payload, 'unitCode') };
  await client.workflow.signalWithStart<(input: ImportInput) => Promise<void>>('importFile', {
    workflowId: importWorkflowId(input.importId), taskQueue, args: [input], signal: importChanged, signalArgs: [], staticSummary: `${input.unitCode} · nhập danh sách`,
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE, typedSearchAttributes: startAttributes({ unitCode: input.unitCode, phase: 'queued' }),
  });
}

export async function startIdentityBatch(deps: RelayDeps, payload: Record<string, string>): Promise<void> {
  const input: IdentityBatchInput = { batchId: field(payload, 'batchId'), unitCode: field(payload, 'unitCode') };
  await startOnce(deps, 'identityBatch', identityBatchWorkflowId(input.batchId), input, `${input.unitCode} · đối chiếu dân cư`, startAttributes({ unitCode: input.unitCode, phase: 'asking' }));
}

async function tellIdentityBatch({ client }: RelayDeps, batchId: string): Promise<void> {
  try {
    await client.workflow.getHandle(identityBatchWorkflowId(batchId)).signal(batchChanged);
  } catch (failure) {
    // Over already: the row says what is true.
    if (!(failure instanceof WorkflowNotFoundError)) throw failure;
  }
}

/** The kind of failure and no data: engine messages may repeat inputs. */
export function nameOf(failure: unknown): string {
  if (!(failure instanceof Error)) return 'unknown failure';
  const cause = failure.cause instanceof Error ? `: ${failure.cause.message}` : '';
  return `${failure.name}: ${failure.message}${cause}`.slice(0, 300);
}
