import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withSystem } from '../db/actor.ts';
import type { Db } from '../db/client.ts';
import { listen } from '../db/listen.ts';
import { eventsChannel } from '../db/outbox.ts';
import { createSecrets } from '../db/secret.ts';
import { startOfDate } from '../domain/instant.ts';
import { dutyOf, planOf, planStepOf, seedOpenStep, seedProvince, storeAnswer } from '../test/support/season-seed.ts';
import type { SeededProvince } from '../test/support/season-seed.ts';
import { createWorkerDatabase } from '../test/support/worker-database.ts';
import type { WorkerDatabase } from '../test/support/worker-database.ts';
import { createDutyActivities } from './duty-activities.ts';

const opens = startOfDate('2023-05-02');
let world: WorkerDatabase;
let db: Db;
let province: SeededProvince;

beforeAll(async () => {
  world = await createWorkerDatabase(4);
  db = world.db;
  province = await seedProvince(db, 3);
});
afterAll(async () => await world.end());

test('an answer that cannot be written fails alone; the others of its batch count, and screens hear of them once', async () => {
  const seasonId = await seedOpenStep(db, { code: 'alone', plan: planOf([planStepOf(1, [dutyOf('report')])]), by: province.staffOf['SO'] ?? '', at: opens });
  const { rows } = await withSystem(db, (tx) => tx.execute<{ id: string; code: string; workflow_id: string }>(sql`
    select t.id, u.code, t.workflow_id from tasks t join units u on u.id = t.unit_id where t.season_id = ${seasonId} order by u.code`));
  const answers = rows.map((task) => {
    const actorId = province.staffOf[task.code] ?? '';
    return { taskId: task.id, action: 'submit' as const, actorId, actingFor: actorId, seenVersion: 1, answerId: randomUUID() };
  });
  for (const one of answers) await storeAnswer(db, { id: one.answerId, taskId: one.taskId, action: one.action, actorId: one.actorId });
  const [good, bad, other] = answers.map((one, index) => (index === 1 ? { ...one, actingFor: 'nobody' } : one));
  if (!good || !bad || !other) throw new Error('three schools, three tasks');
  const heard: string[] = [];
  const ear = listen(world.url, eventsChannel, (payload) => void (payload.includes(seasonId) && heard.push(payload)));
  try {
    await sleep(300);
    const { applyAnswers } = createDutyActivities({ db, secrets: createSecrets(Buffer.alloc(32, 7)), realNow: () => opens, dataDir: '/nonexistent', populationUrl: null });
    const { decided, left } = await applyAnswers({ workflowId: rows[0]?.workflow_id ?? '', answers: [good, bad, other] });
    expect(decided).toEqual([
      { answerId: good.answerId, outcome: { kind: 'taken', state: 'done', version: 2 } },
      { answerId: bad.answerId, failed: 'undecidable' },
      { answerId: other.answerId, outcome: { kind: 'taken', state: 'done', version: 2 } },
    ]);
    expect(left).toBe(1);
    for (let tries = 0; heard.length === 0 && tries < 50; tries += 1) await sleep(100);
    expect(heard.map((one) => JSON.parse(one) as unknown)).toEqual([{ seasonId, topics: ['tasks'] }]);
  } finally {
    await ear.stop();
  }
});
