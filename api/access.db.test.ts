import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { may, standingFor } from '../domain/policy.ts';
import type { Actor, PolicyAction } from '../domain/policy.ts';
import { addThings } from '../test/support/api-fixtures.ts';
import type { Side } from '../test/support/api-fixtures.ts';
import { addSeason } from '../test/support/api-tasks.ts';
import { probes, triedApart } from '../test/support/api-probes.ts';
import type { Probe, Scene } from '../test/support/api-probes.ts';
import { createApiWorld } from '../test/support/api-world.ts';
import type { Reply } from '../test/support/api-world.ts';
import { verbs } from './verbs.ts';
import type { Access, Verb } from './verb.ts';

/** Every route × role × own or another's thing, expected from the policy table. */
const people = [
  'so-admin',
  'so-leader',
  'so-officer',
  'so-operator',
  'd01-leader',
  'd01-officer',
  's0101-principal',
  's0101-clerk',
  's0101-homeroom-teacher',
];
const sides: Side[] = ['own', 'other'];
const nameOf = (verb: Verb) => `${verb.method} ${verb.path}`;

let scene: Scene;
beforeAll(async () => {
  const world = await createApiWorld();
  const seasonId = await addSeason(world);
  const things = { own: await addThings(world, seasonId, 'own'), other: await addThings(world, seasonId, 'other') };
  const directiveId = randomUUID();
  await world.sql.query(
    "insert into directives (id, number, signed_on, signer, title, folded, created_by) values ($1, '1', '2023-01-01', 'A', 'A', 'a', $2)",
    [directiveId, world.staff['so-admin']?.id],
  );
  scene = { world, seasonId, things, directiveId };
});
afterAll(async () => await scene.world.close());

function actorOf(username: string): Actor {
  const person = scene.world.staff[username];
  if (!person) throw new Error(username);
  return {
    own: {
      staffId: person.id,
      tier: person.unit.tier,
      role: person.role,
      unitId: person.unit.id,
      unitPath: person.unit.path,
      className: person.role === 'homeroom-teacher' ? '5A1' : null,
    },
    delegated: [],
  };
}

async function ask(username: string, verb: Verb, probe: Probe, side: Side): Promise<Reply<{ error?: { code: string } }>> {
  const caller = await scene.world.as(username);
  const { path, body } = await probe.call(scene, side, { id: caller.staffId, unitCode: username.split('-')[0]?.toUpperCase() ?? '' });
  return await caller.call(
    verb.method.toUpperCase(),
    path,
    body ?? (verb.body ? {} : undefined),
    verb.idempotent ? { 'Idempotency-Key': randomUUID() } : {},
  );
}

type Expected = 'allowed' | 'denied' | 'unseen';
function expected(verb: Verb, probe: Probe, actor: Actor, side: Side): Expected {
  const { action } = verb.access as Access;
  if (action !== 'staff' && !may(actor, action)) return 'denied';
  if (probe.kind === 'list') return 'allowed';
  if (probe.kind === 'mine') return side === 'own' ? 'allowed' : 'unseen';
  const right: PolicyAction | null = probe.needs ?? (action === 'staff' ? null : action);
  if (right === null) return 'allowed';
  const target = probe.target?.(scene, side);
  if (standingFor(actor, right, target)) return 'allowed';
  // Of another branch of the tree nobody may even learn that it exists.
  return target && !standingFor(actor, 'task.read', { unitPath: scene.things[side].path }) && verb.method === 'get' ? 'unseen' : 'denied';
}

function seen({ status, body }: Reply<{ error?: { code: string } }>): Expected {
  if (status === 401 || status === 403) return 'denied';
  // A file whose bytes are not there, a log not sealed yet: missing content is not missing access.
  if (status === 404 && !['file-gone', 'no-head-yet', 'not-sealed'].includes(body.error?.code ?? '')) return 'unseen';
  return 'allowed';
}

describe('the access matrix', () => {
  const rows = verbs.filter((verb) => verb.access !== 'public' && !triedApart.has(nameOf(verb)));

  it('has a row for every route, and no other', () => {
    expect(Object.keys(probes).toSorted()).toEqual(rows.map(nameOf).toSorted());
    expect(
      verbs
        .filter((verb) => verb.access === 'public')
        .map(nameOf)
        .toSorted(),
    ).toEqual(['get /api/session/methods', 'post /api/session']);
  });

  it.each(rows.map((verb) => [nameOf(verb), verb] as const))('%s', async (name, verb) => {
    const probe = probes[name];
    if (!probe) throw new Error(`no row for ${name}`);
    const wrong: string[] = [];
    for (const username of people) {
      for (const side of sides) {
        const want = expected(verb, probe, actorOf(username), side);
        const reply = await ask(username, verb, probe, side);
        const got = seen(reply);
        // What one may not do on what one may see is a 403; elsewhere 404 says as little.
        const fits = want === got || (want === 'denied' && got === 'unseen');
        if (!fits || reply.status >= 500)
          wrong.push(`${username} ${side}: ${want} expected, ${got} (${reply.status} ${JSON.stringify(reply.body).slice(0, 160)})`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each(rows.map((verb) => [nameOf(verb), verb] as const))('without a session: %s', async (_, verb) => {
    const path = verb.path.replace(/\{\w+\}/g, randomUUID());
    const response = await scene.world.app.request(path, {
      method: verb.method.toUpperCase(),
      headers: { 'Idempotency-Key': randomUUID() },
    });
    expect(response.status).toBe(401);
  });
});

describe('nothing leaks', () => {
  const outsiders = people.filter((name) => !name.startsWith('so-'));
  const resources = ['staff', 'pupils', 'tasks', 'confirmations', 'disputes', 'notices', 'delegations', 'saved-filters'];
  const secrets = () => {
    const { path: _, unitId: __, ...ids } = scene.things.other;
    return Object.values(ids);
  };

  it.each(resources)('lists, counts, searches and ids of %s', async (resource) => {
    for (const username of outsiders) {
      const caller = await scene.world.as(username);
      for (const filter of [{}, { id: secrets() }, { q: 'hường' }, { q: 'S0201' }, { seasonId: scene.seasonId }]) {
        const reply = await caller.list<{ unit?: { code: string } }>(resource, filter, undefined, [0, 999]);
        const text = JSON.stringify(reply.body);
        for (const secret of secrets()) expect(`${username} ${resource} ${text}`).not.toContain(secret);
        if ('id' in filter && reply.status === 200) expect(reply.headers.get('content-range')).toMatch(/\*\/0$/);
      }
    }
  });

  it("answers the same for another unit's id and for no id at all", async () => {
    const clerk = await scene.world.as('s0101-clerk');
    for (const [resource, id] of [
      ['tasks', scene.things.other.openTask],
      ['pupils', scene.things.other.pupil],
      ['confirmations', scene.things.other.confirmation],
      ['disputes', scene.things.other.dispute],
      ['notices', scene.things.other.notice],
      ['staff', scene.things.other.clerk],
    ] as const) {
      const [theirs, nobodys] = [
        await clerk.call('GET', `/api/${resource}/${id}`),
        await clerk.call('GET', `/api/${resource}/${randomUUID()}`),
      ];
      expect([resource, theirs.status, theirs.body]).toEqual([resource, 404, nobodys.body]);
    }
  });

  it('shows personal numbers, addresses and phones of notices masked', async () => {
    const admin = await scene.world.as('so-admin');
    const pages = await Promise.all(
      [
        'pupils',
        'confirmations',
        'notices',
        `pupils/${scene.things.own.pupil}`,
        `confirmations/${scene.things.own.confirmation}`,
        `notices/${scene.things.own.notice}`,
      ].map((path) => admin.call('GET', `/api/${path}`)),
    );
    const text = JSON.stringify(pages.map((page) => page.body));
    expect(text).toContain('*********123');
    expect(text).not.toContain('031212000123');
    expect(text).not.toContain('bi-mat@');
  });
});
