import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { createDataConverter } from '../codec/data-converter.ts';
import { decideDispute } from '../workflows/contracts/dispute.ts';
import type { DecideDispute } from '../workflows/contracts/dispute.ts';
import { answerTask } from '../workflows/contracts/duty.ts';
import type { AnswerOutcome, AnswerTask } from '../workflows/contracts/duty.ts';
import { disputeWorkflowId } from '../workflows/contracts/names.ts';
import type { ApiConfig } from './config.ts';
import { CannotDecide, EngineAway } from './engine.ts';
import type { Engine } from './engine.ts';

/** A person waits no longer than this; their form is kept. */
const PATIENCE_MS = 10_000;
const HEALTH_MS = 2_000;
/** Stories of a step start in waves: a task may be on the screen a moment before its story runs. */
const STARTING_MS = [300, 700, 1500];

/** The types under which `duty` and `dispute` fail an update for good. Any other failure of one, its story having ended meanwhile, is for the rows to tell. */
const finalTypes: readonly (string | null | undefined)[] = ['no-such-answer', 'undecidable', 'malformed-answer'];
const isFinal = (failure: unknown): boolean =>
  failure instanceof WorkflowUpdateFailedError && failure.cause instanceof ApplicationFailure && finalTypes.includes(failure.cause.type);

/** The engine over gRPC. Connects at first use and again by itself, so that the API starts without it. */
export function createTemporalEngine(config: Pick<ApiConfig, 'temporal' | 'masterKey'>): Engine & { close(): Promise<void> } {
  const connection = Connection.lazy({ address: config.temporal.address, connectTimeout: '5 seconds' });
  const client = new Client({ connection, namespace: config.temporal.namespace, dataConverter: createDataConverter(config.masterKey) });

  async function update<R>(workflowId: string, name: string, argument: AnswerTask | DecideDispute): Promise<R> {
    const deadline = Date.now() + PATIENCE_MS;
    for (const wait of [...STARTING_MS, null]) {
      try {
        return await connection.withDeadline(deadline, () =>
          client.workflow
            .getHandle(workflowId)
            .executeUpdate<R, [AnswerTask | DecideDispute]>(name, { args: [argument], updateId: argument.answerId }),
        );
      } catch (failure) {
        if (isFinal(failure)) throw new CannotDecide('the update was refused', { cause: failure });
        if (!(failure instanceof WorkflowNotFoundError) || wait === null)
          throw new EngineAway('the update was not answered', { cause: failure });
        await sleep(wait);
      }
    }
    throw new EngineAway('the update was not answered');
  }

  return {
    answer: (workflowId, input) => update<AnswerOutcome>(workflowId, answerTask, input),
    decideDispute: (disputeId, input) => update<Record<string, unknown>>(disputeWorkflowId(disputeId), decideDispute, input),
    async health() {
      await connection.withDeadline(Date.now() + HEALTH_MS, () => connection.workflowService.getSystemInfo({}));
      return true;
    },
    close: () => connection.close(),
  };
}
