import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../test/support/database.ts';
import { passwordMatches } from '../db/password.ts';
import { setUp } from './setup.ts';

describe('an empty installation', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => await database.drop());

  it('gets its department, one administrator and the holidays, once', async () => {
    const env = { DATABASE_URL: database.url, MUA_DEPARTMENT: 'Sở GDĐT Nam Định' };
    const [one, two] = await Promise.all([setUp(env, 0, () => undefined), setUp(env, 0, () => undefined)]);
    const made = [one, two].filter((admin) => admin !== null);
    expect(made).toHaveLength(1);

    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query(
      'select s.username, s.role, s.password_hash, u.name, u.tier, (select count(*)::int from holidays) as holidays from staff s join units u on u.id = s.unit_id',
    );
    await client.end();
    expect(rows).toMatchObject([{ username: 'so.admin', role: 'admin', name: 'Sở GDĐT Nam Định', tier: 'province' }]);
    expect(rows[0].holidays).toBeGreaterThan(50);
    expect(await passwordMatches(rows[0].password_hash, made[0]?.password ?? '')).toBe(true);
  });
});
