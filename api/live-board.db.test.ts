import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSeasonEvents } from './events.ts';
import type { SeasonEvent } from './events.ts';
import { withActor } from '../db/actor.ts';
import { listen } from '../db/listen.ts';
import { eventsChannel } from '../db/outbox.ts';
import { confirmationProgress } from '../db/queries/confirmation-progress.ts';
import type { Actor } from '../domain/policy.ts';
import { buildFamilyWorld } from '../test/support/family-world.ts';
import type { FamilyWorld } from '../test/support/family-world.ts';
import { createPortal } from '../portal/app.ts';

let world: FamilyWorld;
beforeAll(async () => {
  world = await buildFamilyWorld();
});
afterAll(() => world.close());

/** Somebody at the Sở, as row security sees them. */
const actor: Actor = { own: { staffId: '00000000-0000-4000-8000-000000000001', tier: 'province', role: 'officer', unitId: '00000000-0000-4000-8000-000000000002', unitPath: 'SO/', className: null }, delegated: [] };

test('a parent presses; within two seconds the Sở’s screen hears of it, asks, and finds one more confirmed, by district and by school', async () => {
  const links = await world.open();
  const portal = createPortal({
    db: world.api, pool: world.apiPool, secrets: world.secrets, masterKey: Buffer.alloc(32, 7), publicUrl: 'https://tuyensinh.example.vn', realNow: () => world.time.now, addressOf: () => 'family',
  });
  const board = async (under: string) =>
    (await withActor(world.api, { kind: 'staff', actor }, (tx) => confirmationProgress(tx, { seasonId: world.seasonId, under, by: 'unit' }))).map(({ key, confirmed, disputed, silent, waiting }) => ({ key, confirmed, disputed, silent, waiting }));
  const heard: SeasonEvent[] = [];
  const events = createSeasonEvents();
  events.subscribe((event) => void heard.push(event));
  const ear = listen(world.url, eventsChannel, (payload) => events.receive(payload));
  try {
    await expect.poll(() => world.rows("select from pg_stat_activity where query like 'listen%'"), { timeout: 5_000 }).not.toHaveLength(0);
    expect(await board('SO/')).toEqual([{ key: 'SO/D01/', confirmed: 0, disputed: 0, silent: 0, waiting: 6 }]);
    const path = links.get('HS0001') ?? '';
    const form = /name="form" value="([^"]+)"/.exec(await (await portal.request(path)).text())?.[1] ?? '';
    expect((await portal.request(`${path}/confirm`, { method: 'POST', body: new URLSearchParams({ form }) })).status).toBe(303);
    await expect.poll(() => heard, { timeout: 2_000 }).toContainEqual({ seasonId: world.seasonId, topics: ['confirmations', 'notices'] });
    // Ids and topics only: who hears asks, under their own row security.
    expect(JSON.stringify(heard)).not.toContain('HS0001');
    expect(await board('SO/')).toEqual([{ key: 'SO/D01/', confirmed: 1, disputed: 0, silent: 0, waiting: 5 }]);
    expect(await board('SO/D01/')).toEqual([{ key: world.school.path, confirmed: 1, disputed: 0, silent: 0, waiting: 5 }]);
  } finally {
    await ear.stop();
  }
});
