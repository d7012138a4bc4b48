import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkerDatabase } from '../../test/support/worker-database.ts';
import { withSystem } from '../actor.ts';
import type { Db } from '../client.ts';
import { enqueue } from '../outbox.ts';
import { markFailed, markRelayed, waitingOutbox } from './outbox-relay.ts';

let db: Db;
let end: () => Promise<void>;
beforeAll(async () => {
  ({ db, end } = await createWorkerDatabase(2));
});
afterAll(async () => await end());

const waiting = async (at: number): Promise<string[]> => (await withSystem(db, (tx) => waitingOutbox(tx, 1, at))).map((row) => row.key);

test('a row that fails pauses, each time longer up to five minutes, and lets those behind it pass', async () => {
  await withSystem(db, async (tx) => {
    for (const key of ['first', 'second']) await enqueue(tx, { kind: 'season-changed', key, payload: {} });
  });
  let now = Date.UTC(2023, 4, 1);
  const pauses: number[] = [];
  for (let tries = 0; tries < 11; tries += 1) {
    const failed = await withSystem(db, async (tx) => {
      const [row] = await waitingOutbox(tx, 1, now);
      if (!row) throw new Error('nothing waits');
      await markFailed(tx, row, 'Error: no such season', now);
      return row.key;
    });
    expect(failed).toBe('first');
    expect(await waiting(now)).toEqual(['second']);
    let pause = 1_000;
    while ((await waiting(now + pause))[0] !== 'first') pause += 1_000;
    pauses.push(pause / 1_000);
    now += pause;
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  const [row] = await withSystem(db, (tx) => waitingOutbox(tx, 1, now));
  await withSystem(db, (tx) => markRelayed(tx, row?.id ?? 0, now));
  expect(await waiting(now)).toEqual(['second']);
});
