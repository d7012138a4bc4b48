import { DefaultLogger } from '@temporalio/worker';
import type { LogLevel } from '@temporalio/worker';
import { pino } from 'pino';
import type { Logger } from 'pino';

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>;

/** One JSON line an event on stdout. Facts are ids, codes, counts: never a person's data. */
export function createLog(level: string): Logger {
  return pino({ level, base: { part: 'worker' }, timestamp: pino.stdTimeFunctions.isoTime });
}

const kept = new Set(['workflowId', 'runId', 'workflowType', 'activityType', 'activityId', 'attempt', 'taskQueue', 'sdkComponent']);
const levelOf = { TRACE: 'debug', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const satisfies Record<LogLevel, keyof Log>;

/** The SDK's own lines, with ids only: whatever else it attaches (inputs, memo, failure details) is dropped. */
export function sdkLogger(log: Log, level: LogLevel): DefaultLogger {
  return new DefaultLogger(level, (entry) => {
    const meta = Object.fromEntries(Object.entries(entry.meta ?? {}).filter(([name]) => kept.has(name)));
    const error: unknown = entry.meta?.['error'];
    log[levelOf[entry.level]]({ ...meta, ...(error instanceof Error && { error: `${error.name}: ${error.message}`.slice(0, 300) }) }, entry.message);
  });
}
