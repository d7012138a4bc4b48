import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addThings } from '../test/support/api-fixtures.ts';
import { probes } from '../test/support/api-probes.ts';
import type { Scene } from '../test/support/api-probes.ts';
import { addSeason } from '../test/support/api-tasks.ts';
import { createApiWorld } from '../test/support/api-world.ts';
import { verbs } from './verbs.ts';

/** Whatever comes in, the answer is a decision and never a failure of the server: 0 5xx. */
let scene: Scene;
beforeAll(async () => {
  const world = await createApiWorld();
  const seasonId = await addSeason(world);
  scene = {
    world,
    seasonId,
    things: { own: await addThings(world, seasonId, 'own'), other: await addThings(world, seasonId, 'other') },
    directiveId: randomUUID(),
  };
});
afterAll(async () => await scene.world.close());

const odd = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\u200B',
    '­',
    '💥',
    '\uD800',
    'NaN',
    '1e999',
    '-0',
    "'; drop table tasks; --",
    '%_\\',
    '{}',
    '[]',
    'null',
    'ñ'.normalize('NFD'),
    'a'.repeat(5000),
    '٣١٢',
    '2023-02-30',
    '9999-12-31T23:59:59Z',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const whole = (text: string) => text.replace(/\p{Cs}/gu, '?');
const anything = fc.jsonValue({ maxDepth: 3 });
/** A right body with some of its values spoiled. */
function spoiled(body: unknown): fc.Arbitrary<unknown> {
  if (typeof body !== 'object' || body === null || body instanceof FormData) return anything;
  const keys = Object.keys(body);
  return fc.oneof(
    anything,
    fc
      .tuple(
        fc.subarray(keys, { minLength: Math.min(1, keys.length) }),
        fc.array(fc.oneof(anything, odd), { minLength: keys.length, maxLength: keys.length }),
      )
      .map(([which, values]) => ({ ...body, ...Object.fromEntries(which.map((key, index) => [key, values[index]])) })),
  );
}

const writing = verbs.filter(
  (verb) => verb.body && verb.access !== 'public' && probes[`${verb.method} ${verb.path}`] && verb.path !== '/api/seasons/rehearse',
);

it.each(writing.map((verb) => [`${verb.method} ${verb.path}`, verb] as const))(
  'bodies of %s',
  async (name, verb) => {
    const caller = await scene.world.as(verb.path.includes('confirmations') || verb.path.includes('disputes') ? 's0101-clerk' : 'so-admin');
    const call = await probes[name]?.call(scene, 'own', { id: caller.staffId, unitCode: 'SO' });
    if (!call) throw new Error(name);
    await fc.assert(
      fc.asyncProperty(spoiled(call.body), async (body) => {
        const reply = await caller.call<{ error?: { message: string } }>(verb.method.toUpperCase(), call.path, body ?? null, {
          'Idempotency-Key': randomUUID(),
        });
        expect(`${reply.status} ${JSON.stringify(body)}`).toMatch(/^[234]/);
        if (reply.status >= 400) expect(reply.body.error?.message).toBeTruthy();
      }),
      { seed: 20230425, numRuns: 25 },
    );
  },
  60_000,
);

const reading = verbs.filter((verb) => verb.method === 'get' && verb.access !== 'public');

it.each(reading.map((verb) => [verb.path, verb] as const))(
  'addresses of %s',
  async (path) => {
    const admin = await scene.world.as('so-admin');
    await fc.assert(
      fc.asyncProperty(
        odd,
        fc.dictionary(
          fc.constantFrom('filter', 'sort', 'range', 'q', 'under', 'schoolId', 'stepKey'),
          fc.oneof(
            odd,
            anything.map((value) => JSON.stringify(value)),
          ),
          { maxKeys: 3 },
        ),
        async (id, query) => {
          const filled = path.replace(/\{\w+\}/g, encodeURIComponent(whole(id)) || 'x');
          const parameters = new URLSearchParams(Object.entries(query).map(([key, value]): [string, string] => [key, whole(value)]));
          const reply = await admin.call('GET', `${filled}?${parameters.toString()}`);
          expect(`${reply.status} ${filled}?${parameters.toString()}`).toMatch(/^[234]/);
        },
      ),
      { seed: 20230425, numRuns: 25 },
    );
  },
  60_000,
);

it.each(['\u0000', '\uD800', 'a\uDC00b'])('text that no database holds: %j', async (text) => {
  const clerk = await scene.world.as('s0101-clerk');
  const { openTask } = scene.things.own;
  const replies = [
    await clerk.call('PUT', `/api/tasks/${openTask}/draft`, { answers: { note: text } }),
    await clerk.call('PUT', `/api/tasks/${openTask}/draft`, { answers: { [text]: 1 } }),
    await clerk.call('POST', `/api/tasks/${openTask}/comment`, { text: `chào ${text}` }),
    ...(await Promise.all(['tasks', 'pupils', 'units', 'seasons', 'audit'].map((resource) => clerk.list(resource, { q: text })))),
  ];
  for (const reply of replies) expect(reply.status).toBeLessThan(500);
});

const filters = [
  'q',
  'id',
  'seasonId',
  'state',
  'unitPath',
  'className',
  'schoolId',
  'under',
  'tier',
  'role',
  'dueBefore',
  'year',
  'kind',
  'mine',
];
it.each([
  'units',
  'staff',
  'pupils',
  'tasks',
  'seasons',
  'confirmations',
  'disputes',
  'notices',
  'directives',
  'holidays',
  'audit',
  'saved-filters',
  'delegations',
])(
  'filters of %s',
  async (resource) => {
    const admin = await scene.world.as('so-admin');
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...filters), fc.oneof(odd, anything), { maxKeys: 3 }), async (filter) => {
        const reply = await admin.list(resource, filter);
        expect(`${reply.status} ${JSON.stringify(filter)}`).toMatch(/^[24]/);
      }),
      { seed: 7, numRuns: 40 },
    );
  },
  60_000,
);
