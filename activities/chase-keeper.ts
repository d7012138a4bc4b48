import { settleFinishedChases } from '../db/queries/chases.ts';
import type { FamilyWork } from '../db/queries/confirmations.ts';
import type { Log } from './log.ts';

const everyMs = 3_000;

/**
 * A teacher's task to contact silent parents is done by itself once the last of the class has answered. Parents'
 * transactions may not touch the school's tasks, so the worker looks.
 */
export function startChaseKeeper({ log, ...work }: FamilyWork & { log: Log }): { stop(): Promise<void> } {
  let inHand: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    inHand = inHand.then(() => settleFinishedChases(work)).catch(() => log.debug({}, 'chase keeper waits'));
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await inHand;
    },
  };
}
