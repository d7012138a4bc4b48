import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerOutcome, AnswerTask } from '../workflows/contracts/duty.ts';
import { addSeason, addTask, filledForm, schoolDuty, unitOf } from '../test/support/api-tasks.ts';
import { createApiWorld, quietEngine } from '../test/support/api-world.ts';
import type { ApiWorld, Caller } from '../test/support/api-world.ts';
import { EngineAway } from './engine.ts';

type Refusal = { error: { code: string; message: string; fields?: Record<string, string>; by?: { name: string; unit: string } } };
type Task = { id: string; title: { vi: string }; can: string[]; state: string; workflowUrl: string | null; workingDaysLeft: number };

let world: ApiWorld;
let seasonId: string;
let clerk: Caller;
let other: Caller;
let district: Caller;
const asked: AnswerTask[] = [];
let engine: (answer: AnswerTask) => Promise<AnswerOutcome>;

beforeAll(async () => {
  world = await createApiWorld({
    engine: {
      ...quietEngine,
      answer: async (_, answer) => {
        asked.push(answer);
        return engine(answer);
      },
    },
  });
  seasonId = await addSeason(world);
  [clerk, other, district] = await Promise.all([world.as('s0101-clerk'), world.as('s0102-clerk'), world.as('d01-leader')]);
});
beforeEach(() => {
  asked.length = 0;
  engine = async (answer) => {
    const outcome: AnswerOutcome = { kind: 'taken', state: answer.action === 'submit' ? 'submitted' : 'done', version: 2 };
    await world.sql.query('update task_answers set outcome = $2 where id = $1', [answer.answerId, JSON.stringify(outcome)]);
    await world.sql.query('update tasks set state = $2, version = version + 1 where id = $1', [answer.taskId, outcome.state]);
    return outcome;
  };
});
afterAll(async () => await world.close());

const schoolTask = (more: object = {}) =>
  addTask(world.sql, { seasonId, unit: unitOf(world, 'S0101'), reviewer: unitOf(world, 'D01'), ...more });
const key = () => ({ 'Idempotency-Key': randomUUID() });

describe('answering', () => {
  it('submits through the engine, with the form stored before it is asked', async () => {
    const id = await schoolTask();
    const done = await clerk.call<Task>('POST', `/api/tasks/${id}/submit`, { answers: filledForm(), version: 1 }, key());
    expect(done.body).toEqual({ state: 'submitted', version: 2 });
    expect(asked).toMatchObject([{ taskId: id, action: 'submit', actorId: clerk.staffId, actingFor: clerk.staffId, seenVersion: 1 }]);
  });

  it('gives a double click the first answer and asks once', async () => {
    const id = await schoolTask();
    const same = key();
    const [first, second] = [
      await clerk.call('POST', `/api/tasks/${id}/submit`, { answers: filledForm(), version: 1 }, same),
      await clerk.call('POST', `/api/tasks/${id}/submit`, { answers: filledForm(), version: 1 }, same),
    ];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect(asked).toHaveLength(1);
  });

  it('keeps the form when the engine is away, and takes the same press later', async () => {
    const id = await schoolTask();
    const works = engine;
    engine = async () => {
      throw new EngineAway('down');
    };
    const same = key();
    const away = await clerk.call<Refusal>('POST', `/api/tasks/${id}/submit`, { answers: filledForm(), version: 1 }, same);
    expect([away.status, away.body.error.code]).toEqual([503, 'engine-away']);
    expect((await clerk.call<{ draft: object }>('GET', `/api/tasks/${id}`)).body.draft).toEqual(filledForm());
    engine = works;
    expect((await clerk.call('POST', `/api/tasks/${id}/submit`, { answers: filledForm(), version: 1 }, same)).status).toBe(200);
  });

  it('reads the rows when the answer was decided but its reply got lost', async () => {
    const id = await schoolTask();
    const works = engine;
    engine = async (input) => {
      await works(input);
      throw new EngineAway('the story ended with this answer');
    };
    const done = await clerk.call('POST', `/api/tasks/${id}/submit`, { answers: filledForm(), version: 1 }, key());
    expect([done.status, done.body]).toEqual([200, { state: 'submitted', version: 2 }]);

    const late = await clerk.call<Refusal>('POST', `/api/tasks/${id}/submit`, { answers: filledForm(), version: 2 }, key());
    expect([late.status, late.body.error.code]).toEqual([409, 'not-allowed-in-state']);
  });

  it('says who was faster', async () => {
    const id = await schoolTask();
    engine = async () => ({
      kind: 'refused',
      reason: 'somebody-was-faster',
      by: world.staff['s0101-principal']?.id ?? null,
      state: 'submitted',
    });
    const late = await clerk.call<Refusal>('POST', `/api/tasks/${id}/submit`, { answers: filledForm(), version: 1 }, key());
    expect([late.status, late.body.error.code]).toEqual([409, 'somebody-was-faster']);
    expect(late.body.error.by?.name).toContain('principal');
  });

  it('names every wrong field of the form and asks nobody', async () => {
    const id = await schoolTask();
    const wrong = await clerk.call<Refusal>('POST', `/api/tasks/${id}/submit`, { answers: { stray: 1 }, version: 1 }, key());
    expect(wrong.status).toBe(422);
    expect(Object.keys(wrong.body.error.fields ?? {})).toContain('stray');
    expect(asked).toHaveLength(0);
  });

  it('needs a key, and refuses one used for another task', async () => {
    const [one, two] = [await schoolTask(), await schoolTask()];
    expect((await clerk.call<Refusal>('POST', `/api/tasks/${one}/submit`, { answers: filledForm(), version: 1 })).body.error.code).toBe(
      'idempotency-key',
    );
    const same = key();
    await clerk.call('POST', `/api/tasks/${one}/submit`, { answers: filledForm(), version: 1 }, same);
    expect(
      (await clerk.call<Refusal>('POST', `/api/tasks/${two}/submit`, { answers: filledForm(), version: 1 }, same)).body.error.code,
    ).toBe('key-reused');
  });

  it('accepts many at once, each by itself', async () => {
    const ids = [await schoolTask({ state: 'submitted' }), await schoolTask({ state: 'open' })];
    const done = await district.call<{ id: string; ok: boolean; error?: { code: string } }[]>('POST', '/api/tasks/accept', { ids }, key());
    expect(done.body.map((one) => [one.id, one.ok, one.error?.code])).toEqual([
      [ids[0], true, undefined],
      [ids[1], false, 'not-allowed-in-state'],
    ]);
  });

  it("lets nobody accept their own unit's work", async () => {
    const id = await schoolTask({ state: 'submitted' });
    expect((await clerk.call('POST', `/api/tasks/${id}/accept`, { version: 1 }, key())).status).toBe(403);
    expect((await other.call('POST', `/api/tasks/${id}/accept`, { version: 1 }, key())).status).toBe(403);
  });
});

describe('work around an answer', () => {
  it('claims, tells the second person who has it, and releases', async () => {
    const id = await schoolTask();
    const principal = await world.as('s0101-principal');
    expect((await clerk.call('POST', `/api/tasks/${id}/claim`)).status).toBe(200);
    const second = await principal.call<Refusal>('POST', `/api/tasks/${id}/claim`);
    expect([second.status, second.body.error.by?.name]).toEqual([409, 'Nguyễn Thị clerk S0101']);
    expect((await clerk.call('POST', `/api/tasks/${id}/release`)).status).toBe(200);
    expect((await principal.call('POST', `/api/tasks/${id}/claim`)).status).toBe(200);
  });

  it('assigns within the holding unit only', async () => {
    const id = await schoolTask();
    const principal = await world.as('s0101-principal');
    expect((await principal.call('POST', `/api/tasks/${id}/assign`, { staffId: other.staffId })).status).toBe(422);
    expect((await principal.call('POST', `/api/tasks/${id}/assign`, { staffId: clerk.staffId })).status).toBe(200);
    const mine = await clerk.list<Task>('tasks', { mine: 'assigned', id: [id] });
    expect(mine.body).toHaveLength(1);
  });

  it('keeps files by content, and only those of their kind', async () => {
    const id = await schoolTask();
    const upload = (name: string, bytes: BlobPart) => {
      const form = new FormData();
      form.set('file', new File([bytes], name));
      return clerk.call<{ id: string } & Refusal>('POST', `/api/tasks/${id}/files`, form);
    };
    const kept = await upload('Báo cáo.pdf', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF');
    expect(kept.body).toMatchObject({ name: 'Báo cáo.pdf', mediaType: 'application/pdf' });
    expect((await upload('virus.pdf', 'MZ\u0090\u0000')).status).toBe(415);
    expect((await upload('page.html', '<script>')).status).toBe(415);
    expect((await upload('data.csv', 'a;b\n1;2')).status).toBe(201);
    const sent = await clerk.call<string>('GET', `/api/files/${kept.body.id}`);
    expect(sent.body).toContain('%PDF-1.7');
    expect(sent.headers.get('content-disposition')).toMatch(/^attachment/);
    expect((await other.call('GET', `/api/files/${kept.body.id}`)).status).toBe(404);
    expect((await district.call('GET', `/api/files/${kept.body.id}`)).status).toBe(200);
    expect((await clerk.call('DELETE', `/api/tasks/${id}/files/${kept.body.id}`)).status).toBe(200);
  });

  it("shows all that a task's page says", async () => {
    const id = await schoolTask({ overdue: true });
    await clerk.call('POST', `/api/tasks/${id}/comment`, { text: 'Đang chờ số liệu' });
    const { body } = await clerk.call<Record<string, unknown>>('GET', `/api/tasks/${id}`);
    expect(body).toMatchObject({
      why: schoolDuty.duty.why,
      legalBasis: schoolDuty.duty.legalBasis,
      clause: schoolDuty.duty.clause,
      form: schoolDuty.duty.form,
      stepNumber: schoolDuty.step.number,
      events: [{ action: 'comment', note: 'Đang chờ số liệu', by: { name: 'Nguyễn Thị clerk S0101' } }],
      explanation: { clause: schoolDuty.duty.clause },
      workflowUrl: null,
    });
    const operator = await world.as('so-operator');
    expect((await operator.call<Task>('GET', `/api/tasks/${id}`)).body.workflowUrl).toMatch(
      /^\/temporal\/namespaces\/default\/workflows\/duty%2F/,
    );
  });

  it('nudges after a preview, once for each person and key', async () => {
    const ids = [await schoolTask(), await schoolTask()];
    const preview = await district.call<{ count: number; sample: { subject: string }; recipients: unknown[] }>(
      'POST',
      '/api/reminders/preview',
      { taskIds: ids },
    );
    expect(preview.body.count).toBe(2);
    expect(preview.body.sample.subject).toContain('2 việc');
    const same = key();
    await district.call('POST', '/api/reminders', { taskIds: ids, note: 'Gấp' }, same);
    await district.call('POST', '/api/reminders', { taskIds: ids, note: 'Gấp' }, same);
    const { rows } = await world.sql.query("select count(*)::int as n from notices where template = 'task-nudge' and season_id = $1", [
      seasonId,
    ]);
    expect(rows[0].n).toBe(2);
    expect((await clerk.call('POST', '/api/reminders', { taskIds: ids }, key())).status).toBe(403);
  });
});

describe('lists', () => {
  it('finds without accents, by title and unit', async () => {
    const id = await schoolTask({ title: 'Rà soát hồ sơ Đỗ Thị Hường' });
    expect((await clerk.list<Task>('tasks', { q: 'do thi huong' })).body.map((task) => task.id)).toEqual([id]);
    expect((await clerk.list<Task>('tasks', { q: 'huong ra soat s0101' })).body.map((task) => task.id)).toEqual([id]);
    expect((await clerk.list<Task>('tasks', { q: '100%' })).body).toEqual([]);
  });

  it('counts what it shows, and nothing of others', async () => {
    const all = await clerk.list<Task>('tasks', { seasonId }, ['dueAt', 'ASC'], [0, 4]);
    const total = Number(all.headers.get('content-range')?.split('/')[1]);
    const own = 'select count(*)::int as n from tasks where season_id = $1 and unit_path = $2';
    const { rows } = await world.sql.query(own, [seasonId, 'SO/D01/S0101/']);
    expect(total).toBe(rows[0].n);
    expect(all.body).toHaveLength(5);
    expect((await other.list<Task>('tasks', { seasonId })).headers.get('content-range')).toBe('tasks */0');
    const counts = (await other.call<object>('GET', '/api/tasks/counts')).body;
    expect(counts).toEqual({ assigned: 0, unassigned: 0, overdue: 0, review: 0, open: 0 });
  });

  it('refuses unknown columns and broken ranges', async () => {
    expect((await clerk.list('tasks', {}, ['password', 'ASC'])).status).toBe(422);
    expect((await clerk.call('GET', '/api/tasks?range=nonsense')).status).toBe(422);
  });
});
