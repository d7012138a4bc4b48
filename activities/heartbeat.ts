import { activityInfo, Context } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';

/** Several fit into the heartbeat timeout (workflows/step-asks.ts). */
const everyMs = 2_000;
/** Rows so far, as the last batch told them: what operators see on the running activity. */
const rowsDone = new WeakMap<Context, number>();

/** Told after each batch; cancellation reaches it here. */
export function heartbeatBatch(done: number): void {
  const context = Context.current();
  rowsDone.set(context, done);
  context.heartbeat(done);
  context.cancellationSignal.throwIfAborted();
}

/**
 * Beats for as long as the process lives, however long one transaction takes: silence then means a dead worker and nothing else,
 * so that the timeout can be short.
 */
export const steadyHeartbeat: ActivityInboundCallsInterceptor = {
  async execute(input, next) {
    if (!activityInfo().heartbeatTimeoutMs) return await next(input);
    const context = Context.current();
    const timer = setInterval(() => context.heartbeat(rowsDone.get(context)), everyMs);
    try {
      return await next(input);
    } finally {
      clearInterval(timer);
    }
  },
};
