import { proxyActivities } from '@temporalio/workflow';
import type { ActivityInterfaceFor } from '@temporalio/workflow';
import type { StepActivities } from '../activities/contracts/engine.ts';
import type { FamilyActivities } from '../activities/contracts/families.ts';
import { summary } from './shown.ts';

// After a killed worker a batch goes on within heartbeat timeout + 5 s (design/performance.md, recover).
const heartbeatTimeout = '10 seconds';
const retry = { initialInterval: '500 milliseconds', maximumInterval: '5 seconds' } as const;

/** Batches over all units: minutes long, the worker beats for them (activities/heartbeat.ts). `why` is shown in the Temporal UI. */
export function asks(why: string): ActivityInterfaceFor<StepActivities & FamilyActivities> {
  return proxyActivities<StepActivities & FamilyActivities>({ startToCloseTimeout: '15 minutes', heartbeatTimeout, retry, summary: summary(why) });
}

/** One short statement. */
export function calendarAsks(why: string): ActivityInterfaceFor<StepActivities> {
  return proxyActivities<StepActivities>({ startToCloseTimeout: '2 minutes', heartbeatTimeout, retry, summary: summary(why) });
}
