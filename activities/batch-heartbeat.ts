import { Context } from '@temporalio/activity';

/** Told after each batch: the engine restarts an activity that falls silent, and cancellation reaches it here. */
export function heartbeatBatch(done: number): void {
  const context = Context.current();
  context.heartbeat(done);
  context.cancellationSignal.throwIfAborted();
}
