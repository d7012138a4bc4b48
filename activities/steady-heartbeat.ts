import { activityInfo, Context } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';

/** Several fit into the shortest heartbeat timeout (workflows/step-asks.ts). */
const everyMs = 2_000;

/**
 * Beats for as long as the process lives, however long one transaction takes: silence then means a dead worker and nothing else,
 * so that the timeout can be short.
 */
export const steadyHeartbeat: ActivityInboundCallsInterceptor = {
  async execute(input, next) {
    if (!activityInfo().heartbeatTimeoutMs) return await next(input);
    const context = Context.current();
    const timer = setInterval(() => context.heartbeat(), everyMs);
    try {
      return await next(input);
    } finally {
      clearInterval(timer);
    }
  },
};
