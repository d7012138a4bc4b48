import { condition, defineUpdate, setHandler } from '@temporalio/workflow';

/** The least an Update workflow can be: it answers, counts, and ends. */
export async function minimal(updates: number): Promise<void> {
  let taken = 0;
  setHandler(defineUpdate<number, [unknown]>('touch'), () => {
    taken += 1;
    return taken;
  });
  await condition(() => taken >= updates);
}
