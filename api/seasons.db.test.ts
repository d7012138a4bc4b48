import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holidaysSeed } from '../domain/holidays-seed.ts';
import { hp2023 } from '../plans/hp-2023.ts';
import { createApiWorld } from '../test/support/api-world.ts';
import type { ApiWorld, Caller } from '../test/support/api-world.ts';

type Season = {
  id: string;
  code: string;
  state: string;
  version: number;
  can: string[];
  seasonNow: string;
  clock: { mode: string; pace?: number };
  steps: { key: string; number: number; phase: string; opensAt: string; closesAt: string; plannedClosesAt: string; lapsesAt: string }[];
};

let world: ApiWorld;
let [admin, leader, officer, clerk]: Caller[] = [];
const use = (caller: Caller | undefined): Caller => {
  if (!caller) throw new Error('not signed in');
  return caller;
};
beforeAll(async () => {
  world = await createApiWorld();
  for (const day of holidaysSeed)
    await world.sql.query('insert into holidays (date, kind, name) values ($1, $2, $3)', [day.date, day.kind, day.name]);
  [admin, leader, officer, clerk] = await Promise.all(['so-admin', 'so-leader', 'so-officer', 's0101-clerk'].map((name) => world.as(name)));
});
afterAll(async () => await world.close());

const draft = { planKey: 'hp-2023', year: 2023, title: 'Tuyển sinh thử', clock: { mode: 'shifted', startsOn: '2027-03-01' } };

async function chosen(): Promise<Record<string, { opensAt: string; closesAt: string }>> {
  const checked = await use(admin).call<{ steps: { key: string; window: { opensAt: string; closesAt: string }; vague: boolean }[] }>(
    'POST',
    '/api/plans/hp-2023/check',
    { year: 2023, choices: {}, clock: draft.clock },
  );
  return Object.fromEntries(checked.body.steps.filter((step) => step.vague).map((step) => [step.key, step.window]));
}

async function running(): Promise<Season> {
  const started = await use(admin).call<Season>('POST', '/api/seasons/rehearse', {
    planKey: 'hp-2023',
    dayMs: 3_600_000,
    colleagues: null,
  });
  expect(started.status).toBe(201);
  await world.sql.query("update seasons set state = 'running' where id = $1", [started.body.id]);
  return started.body;
}

async function directive(): Promise<string> {
  const made = await use(officer).call<{ id: string }>('POST', '/api/directives', {
    number: '123/SGDĐT',
    signedOn: '2023-04-20',
    signer: 'Bà Nguyễn Thị A',
    title: 'Gia hạn',
  });
  expect(made.status).toBe(201);
  return made.body.id;
}

const change = (id: string, body: unknown, key: string = randomUUID(), by = admin) =>
  use(by).call<Season & { error: { code: string; fields: Record<string, string> } }>('POST', `/api/seasons/${id}/changes`, body, {
    'Idempotency-Key': key,
  });

describe('two people launch a season', () => {
  it('prepares, submits and lets only another person approve', async () => {
    const made = await use(admin).call<Season>('POST', '/api/seasons', { ...draft, choices: await chosen() });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ state: 'draft', code: 'hp-2023' });
    expect(made.body.steps).toHaveLength(hp2023.steps.length);
    const submitted = await use(admin).call<Season>('POST', `/api/seasons/${made.body.id}/submit`);
    expect(submitted.body).toMatchObject({ state: 'awaiting-approval' });
    expect(submitted.body.can).not.toContain('approve');
    const own = await use(admin).call<{ error: { code: string } }>('POST', `/api/seasons/${made.body.id}/approve`);
    expect([own.status, own.body.error.code]).toEqual([403, 'four-eyes']);
    const approved = await use(leader).call<Season>('POST', `/api/seasons/${made.body.id}/approve`);
    expect(approved.body).toMatchObject({ state: 'launching' });
    const { rows } = await world.sql.query('select kind, key, payload from outbox');
    expect(rows).toEqual([
      { kind: 'start-season', key: `start-season/${made.body.id}`, payload: { seasonId: made.body.id, seasonCode: 'hp-2023' } },
    ]);
    expect((await use(leader).call('POST', `/api/seasons/${made.body.id}/approve`)).status).toBe(409);
    const { rows: notices } = await world.sql.query('select template from notices order by template');
    expect(new Set(notices.map((row) => row.template))).toEqual(new Set(['season-approved', 'season-awaiting-approval']));
  });

  it('refuses a vague window that nobody chose', async () => {
    const made = await use(admin).call<Season>('POST', '/api/seasons', draft);
    const submitted = await use(admin).call<{ error: { code: string; fields: Record<string, string> } }>(
      'POST',
      `/api/seasons/${made.body.id}/submit`,
    );
    expect([submitted.status, submitted.body.error.code]).toEqual([422, 'plan-not-sound']);
    expect(Object.keys(submitted.body.error.fields).join()).toContain('vague-not-chosen');
  });

  it('refuses a live calendar that is over', async () => {
    const made = await use(admin).call<Season>('POST', '/api/seasons', { ...draft, choices: {}, clock: { mode: 'live' } });
    const ids = made.body.steps.map((step) => [step.key, { opensAt: step.opensAt, closesAt: step.closesAt }]);
    await use(admin).call('PATCH', `/api/seasons/${made.body.id}`, { choices: Object.fromEntries(ids) });
    const submitted = await use(admin).call<{ error: { code: string } }>('POST', `/api/seasons/${made.body.id}/submit`);
    expect(submitted.body.error.code).toBe('season-in-the-past');
  });

  it('is closed to others', async () => {
    expect((await use(clerk).call('POST', '/api/seasons', draft)).status).toBe(403);
    expect((await use(clerk).call('POST', '/api/seasons/rehearse', { planKey: 'hp-2023', dayMs: 2000 })).status).toBe(403);
    expect((await use(clerk).list('seasons')).body.length).toBeGreaterThan(0);
  });
});

describe('a rehearsal', () => {
  it('starts at once, just before its first opening, by one person', async () => {
    const season = await running();
    expect(season.code).toMatch(/^hp-2023-dien-tap/);
    const first = Math.min(...season.steps.map((step) => Date.parse(step.opensAt)));
    expect(first - Date.parse(season.seasonNow)).toBeGreaterThan(0);
    expect(first - Date.parse(season.seasonNow)).toBeLessThan(7 * 3_600_000);
    expect(season.clock).toMatchObject({ mode: 'rehearsal', pace: 24 });
  });

  it('pauses, resumes and changes pace without a directive', async () => {
    const { id } = await running();
    expect((await change(id, { kind: 'pause' })).body).toMatchObject({ state: 'paused', clock: { pace: 0 } });
    expect((await change(id, { kind: 'set-pace', dayMs: 2000 })).body).toMatchObject({ state: 'paused', clock: { pace: 0 } });
    expect((await change(id, { kind: 'resume' })).body).toMatchObject({ state: 'running', clock: { pace: 43_200 } });
  });
});

describe('changing a running season', () => {
  it('extends a step once, however often the request comes, and tells everyone', async () => {
    const { id, steps } = await running();
    const step = steps[2];
    if (!step) throw new Error('no third step');
    const closesAt = new Date(Date.parse(step.closesAt) + 7 * 86_400_000).toISOString();
    const body = { kind: 'extend', stepKey: step.key, closesAt, directiveId: await directive() };
    const key = randomUUID();
    const [first, second] = [await change(id, body, key), await change(id, body, key)];
    expect([first.status, second.status]).toEqual([200, 200]);
    const after = second.body.steps.find((one) => one.key === step.key);
    expect(after).toMatchObject({ closesAt, plannedClosesAt: step.closesAt });
    expect(Date.parse(after?.lapsesAt ?? '')).toBeGreaterThanOrEqual(Date.parse(closesAt));
    const history = await use(clerk).call<{ kind: string; before: object; after: object; directive: { number: string } }[]>(
      'GET',
      `/api/seasons/${id}/changes`,
    );
    expect(history.body).toHaveLength(1);
    expect(history.body[0]).toMatchObject({
      kind: 'extend',
      before: { closesAt: step.closesAt },
      after: { closesAt },
      directive: { number: '123/SGDĐT' },
    });
    const { rows } = await world.sql.query(
      "select count(*)::int as n from outbox where kind = 'season-changed' and payload->>'seasonId' = $1",
      [id],
    );
    expect(rows[0].n).toBe(1);
    const { rows: told } = await world.sql.query("select data from notices where season_id = $1 and template = 'season-changed'", [id]);
    expect(told.length).toBeGreaterThan(0);
    expect(told[0].data.change).toContain('Gia hạn');
  });

  it.each([
    ['without a directive', { kind: 'extend', closesAt: '2023-09-01T00:00:00Z' }, 'directiveId'],
    ['to an earlier day', { kind: 'extend', closesAt: '2023-01-01T00:00:00Z' }, 'closesAt'],
    ['of an unknown step', { kind: 'skip', stepKey: 'none' }, 'stepKey'],
  ])('refuses a change %s', async (_, body, field) => {
    const { id, steps } = await running();
    const full = { stepKey: steps[3]?.key, ...(field === 'directiveId' ? {} : { directiveId: await directive() }), ...body };
    const refused = await change(id, full);
    expect(refused.status).toBe(422);
    expect(Object.keys(refused.body.error.fields)).toEqual([field]);
  });

  it('skips a step and adds another', async () => {
    const { id, steps } = await running();
    const directiveId = await directive();
    const skipped = await change(id, { kind: 'skip', stepKey: steps[0]?.key, directiveId });
    expect(skipped.body.steps.find((step) => step.key === steps[0]?.key)?.phase).toBe('skipped');
    const words = { vi: 'Báo cáo bổ sung', en: 'Another report' };
    const added = await change(id, {
      kind: 'add-step',
      directiveId,
      opensAt: '2023-08-01T00:00:00+07:00',
      closesAt: '2023-08-10T17:00:00+07:00',
      step: {
        key: 'bao-cao-bo-sung',
        title: words,
        clause: 'CV 123/SGDĐT',
        duties: [
          {
            key: 'report',
            kind: 'report',
            owner: 'school',
            title: words,
            why: words,
            legalBasis: words,
            how: words,
            ifLate: words,
            clause: 'CV 123',
            lead: words,
            review: 'none',
            form: [{ key: 'pupils', type: 'number', label: words, required: true }],
          },
        ],
      },
    });
    expect(added.status).toBe(200);
    expect(added.body.steps.find((step) => step.key === 'bao-cao-bo-sung')).toMatchObject({ number: 12, phase: 'planned' });
  });

  it('cancels', async () => {
    const { id } = await running();
    expect((await use(leader).call<Season>('POST', `/api/seasons/${id}/cancel`)).body.state).toBe('cancelled');
  });
});

describe('looking at a season', () => {
  it('shows progress of the own units only', async () => {
    const { id } = await running();
    const rows = await use(admin).call<{ unit: { code: string } }[]>('GET', `/api/seasons/${id}/progress`);
    expect(rows.body.map((row) => row.unit.code)).toEqual(['D01', 'D02']);
    const district = await world.as('d01-officer');
    expect(
      (await district.call<{ unit: { code: string } }[]>('GET', `/api/seasons/${id}/progress`)).body.map((row) => row.unit.code),
    ).toEqual(['S0101', 'S0102']);
    expect((await district.call('GET', `/api/seasons/${id}/progress?under=SO/D02/`)).status).toBe(404);
    expect((await district.call('GET', `/api/seasons/${id}/late`)).body).toEqual([]);
    expect((await district.call<{ steps: unknown[] }>('GET', `/api/seasons/${id}/report`)).body.steps).toHaveLength(hp2023.steps.length);
  });
});
