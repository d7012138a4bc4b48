import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../domain/policy.ts';
import { rolesOfTier, standingFor } from '../domain/policy.ts';
import { isWithin } from '../domain/tier.ts';
import { createTestDatabase } from '../test/support/database.ts';
import type { TestDatabase } from '../test/support/database.ts';
import { buildSmallProvince } from '../test/support/small-province.ts';
import type { SmallProvince } from '../test/support/small-province.ts';
import { withActor, withSystem } from './actor.ts';
import type { ActorContext } from './actor.ts';

let database: TestDatabase;
let province: SmallProvince;
beforeAll(async () => {
  database = await createTestDatabase();
  province = await buildSmallProvince(database.url);
});
afterAll(async () => {
  await province.close();
  await database.drop();
});

async function read(who: ActorContext, query: SQL): Promise<string[]> {
  const { rows } = await withActor(province.api, who, (tx) => tx.execute<{ it: string }>(query));
  return rows.map((row) => row.it).sort();
}
const staff = (unit: string, role: Role, className?: string): ActorContext => ({ kind: 'staff', actor: province.actor(unit, role, className) });
const refusal = async (work: Promise<unknown>) => {
  const failure = await work.then(() => null, (error: unknown) => error);
  const cause = failure instanceof Error && failure.cause instanceof Error ? failure.cause : failure;
  return cause instanceof Error && 'code' in cause ? cause.code : cause;
};

/** Every table whose rows belong to a unit, with how to name that unit. */
const pathOf: Record<string, SQL> = {
  tasks: sql`select unit_path as it from tasks`,
  task_events: sql`select t.unit_path as it from task_events e join tasks t on t.id = e.task_id`,
  task_files: sql`select t.unit_path as it from task_files f join tasks t on t.id = f.task_id`,
  files: sql`select unit_path as it from files`,
};
const familyOf: Record<string, SQL> = {
  pupils: sql`select school_path || class_name as it from pupils`,
  pupil_history: sql`select p.school_path || p.class_name as it from pupil_history h join pupils p on p.id = h.pupil_id`,
  confirmations: sql`select school_path || class_name as it from confirmations`,
  disputes: sql`select school_path || class_name as it from disputes`,
  parent_links: sql`select c.school_path || c.class_name as it from parent_links l join confirmations c on c.id = l.confirmation_id`,
};

describe('row security shows what the policy allows, and nothing else', () => {
  const cells = [['SO', 'province'], ['D01', 'district'], ['D02', 'district'], ['S0001', 'school'], ['S0003', 'school'], ['S00', 'school']] as const;
  for (const [unit, tier] of cells) {
    for (const role of rolesOfTier[tier]) {
      test(`${unit} ${role}`, async () => {
        const who = staff(unit, role, role === 'homeroom-teacher' ? '5A' : undefined);
        const { own } = province.actor(unit, role, role === 'homeroom-teacher' ? '5A' : null);
        const actor = { own, delegated: [] };
        for (const [table, query] of Object.entries(pathOf)) {
          const expected = province.paths.filter((path) => standingFor(actor, 'task.read', { unitPath: path }));
          expect(await read(who, query), table).toEqual([...expected].sort());
        }
        const schools = province.paths.filter((path) => path.split('/').length === 4);
        const families = schools.flatMap((unitPath) => ['5A', '5B'].filter((className) => standingFor(actor, 'pupil.read', { unitPath, className })).map((className) => unitPath + className));
        for (const [table, query] of Object.entries(familyOf)) expect(await read(who, query), table).toEqual(families.sort());
        const told = province.paths.filter((path) => standingFor(actor, 'notice.read', { unitPath: path }));
        expect(await read(who, sql`select unit_path as it from notices`), 'notices').toEqual([...told].sort());
        const colleagues = province.paths.filter((path) => isWithin(path, own.unitPath) || isWithin(own.unitPath, path));
        expect(await read(who, sql`select distinct u.path as it from staff s join units u on u.id = s.unit_id`), 'staff').toEqual([...colleagues].sort());
      });
    }
  }

  test('a delegated standing adds its unit, and only while it is lent', async () => {
    const actor = { own: province.standing('S0003', 'clerk'), delegated: [province.standing('D01', 'officer')] };
    const both = await read({ kind: 'staff', actor }, sql`select unit_path as it from tasks`);
    expect(both).toEqual(['SO/D01/', 'SO/D01/S00/', 'SO/D01/S0001/', 'SO/D01/S0002/', 'SO/D02/S0003/']);
    expect(await read(staff('S0003', 'clerk'), sql`select unit_path as it from tasks`)).toEqual(['SO/D02/S0003/']);
  });

  test('a parent sees one pupil, one confirmation, the disputes of it', async () => {
    const { pupilId, confirmationId, disputeId } = province.pupilOf('S0001', '5A');
    const who: ActorContext = { kind: 'parent', pupilId, confirmationId };
    expect(await read(who, sql`select id::text as it from pupils`)).toEqual([pupilId]);
    expect(await read(who, sql`select id::text as it from confirmations`)).toEqual([confirmationId]);
    expect(await read(who, sql`select id::text as it from disputes`)).toEqual([disputeId]);
    for (const table of ['tasks', 'task_events', 'staff', 'notices', 'files', 'sessions', 'audit_entries']) {
      expect(await read(who, sql`select 'x' as it from ${sql.identifier(table)}`), table).toEqual([]);
    }
  });

  test('an anonymous visitor reaches one confirmation by its reference', async () => {
    expect(await read({ kind: 'anonymous' }, sql`select id::text as it from confirmations`)).toEqual([]);
    expect(await read({ kind: 'anonymous', reference: 'XN-S0001-5B' }, sql`select id::text as it from confirmations`))
      .toEqual([province.pupilOf('S0001', '5B').confirmationId]);
    for (const table of ['pupils', 'disputes', 'tasks', 'notices']) {
      expect(await read({ kind: 'anonymous' }, sql`select 'x' as it from ${sql.identifier(table)}`), table).toEqual([]);
    }
  });
});

describe('the traps', () => {
  test('without a context there are 0 rows, and a context does not leak through the pool', async () => {
    const tables = await province.api.execute<{ name: string }>(sql`select tablename as name from pg_tables where schemaname = 'public'`);
    await withActor(province.api, { kind: 'staff', actor: province.actor('SO', 'admin') }, (tx) => tx.execute(sql`select 1`));
    for (const { name } of tables.rows) {
      const { rowCount } = await province.api.execute(sql`select 1 from ${sql.identifier(name)} limit 1`);
      expect(rowCount, name).toBe(0);
    }
  });

  test('every table has row security, forced, and neither role owns a table or bypasses it', async () => {
    const loose = await province.superuser.query(`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not (relrowsecurity and relforcerowsecurity)`);
    expect(loose.rows).toEqual([]);
    const views = await province.superuser.query(`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
      and not coalesce(reloptions @> array['security_invoker=true'], false)`);
    expect(views.rows).toEqual([]);
    const roles = await province.superuser.query(`select rolname from pg_roles where rolname like 'mua\\_%' and (rolbypassrls or rolsuper or rolcanlogin)`);
    expect(roles.rows).toEqual([]);
    const owned = await province.superuser.query(`select tablename from pg_tables where tableowner in ('mua_api', 'mua_worker')`);
    expect(owned.rows).toEqual([]);
    const definers = await province.superuser.query(`select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`);
    expect(definers.rows).toEqual([]);
  });

  test('a plain view would leak every row; one with security_invoker shows what its reader may see', async () => {
    const { superuser } = province;
    await superuser.query('create view plain as select * from tasks; grant select on plain to mua_api');
    await superuser.query('create view careful with (security_invoker) as select * from tasks; grant select on careful to mua_api');
    const clerk = staff('S0001', 'clerk');
    expect(await read(clerk, sql`select unit_path as it from plain`)).toHaveLength(province.paths.length);
    expect(await read(clerk, sql`select unit_path as it from careful`)).toEqual(['SO/D01/S0001/']);
    await superuser.query('drop view plain, careful');
  });

  test('a setting made for the session would stay with the pool; ours ends with its transaction, also when that fails', async () => {
    const kind = async () => (await province.api.execute<{ it: string | null }>(sql`select nullif(current_setting('mua.kind', true), '') as it`)).rows[0]?.it;
    await withActor(province.api, staff('SO', 'admin'), () => Promise.reject(new Error('on purpose'))).catch(() => undefined);
    const seen = await Promise.all(Array.from({ length: 8 }, kind));
    expect(seen).toEqual(Array.from({ length: 8 }, () => null));
  });

  test('the worker sees all, and withSystem gives the API no more than it has', async () => {
    const count = sql`select count(*)::int as n from tasks`;
    const [seen] = (await withSystem(province.worker, (tx) => tx.execute<{ n: number }>(count))).rows;
    expect(seen?.n).toBe(province.paths.length);
    const [api] = (await withSystem(province.api, (tx) => tx.execute<{ n: number }>(count))).rows;
    expect(api?.n).toBe(0);
  });

  test('writing another unit’s rows changes nothing or is refused', async () => {
    const clerk = staff('S0001', 'clerk');
    const other = province.taskOf('S0002');
    const update = await withActor(province.api, clerk, (tx) => tx.execute(sql`update tasks set state = 'done' where id = ${other}`));
    expect(update.rowCount).toBe(0);
    const moved = withActor(province.api, clerk, (tx) => tx.execute(sql`update tasks set unit_path = 'SO/D01/S0002/' where id = ${province.taskOf('S0001')}`));
    expect(await refusal(moved)).toBe('42501');
    const event = withActor(province.api, clerk, (tx) => tx.execute(sql`insert into task_events (task_id, action, to_state, at) values (${other}, 'comment', 'open', now())`));
    expect(await refusal(event)).toBe('42501');
    const season = await withActor(province.api, clerk, (tx) => tx.execute(sql`update seasons set state = 'cancelled'`));
    expect(season.rowCount).toBe(0);
    const parent = await withActor(province.api, { kind: 'parent', ...province.pupilOf('S0001', '5A') }, (tx) => tx.execute(sql`update pupils set full_name = 'x'`));
    expect(parent.rowCount).toBe(0);
  });
});

describe('history is only added to', () => {
  test.for(['task_events', 'season_changes', 'pupil_history', 'audit_entries', 'audit_heads', 'audit_nodes'])('%s', async (table) => {
    const name = sql.identifier(table);
    const who = staff('SO', 'admin');
    expect(await refusal(withActor(province.api, who, (tx) => tx.execute(sql`delete from ${name}`)))).toBe('42501');
    expect(await refusal(withSystem(province.worker, (tx) => tx.execute(sql`delete from ${name}`)))).toBe('42501');
    expect(await refusal(withSystem(province.worker, (tx) => tx.execute(sql`truncate ${name}`)))).toBe('42501');
    expect(await refusal(province.superuser.query(`delete from ${table}`))).toBe('42501');
    const column = { audit_entries: 'details', audit_heads: 'root', audit_nodes: 'hash', season_changes: 'after', pupil_history: 'after', task_events: 'note' }[table] ?? '';
    const same = sql`update ${name} set ${sql.identifier(column)} = ${sql.identifier(column)}`;
    expect(await refusal(withActor(province.api, who, (tx) => tx.execute(same)))).toBe('42501');
    expect(await refusal(withSystem(province.worker, (tx) => tx.execute(same)))).toBe('42501');
  });
});

describe('a notice is of the kind of its season', () => {
  test('a season’s rehearsal mark binds its notices and stays', async () => {
    const flip = sql`update notices set rehearsal = true where season_id = ${province.seasonId}`;
    expect(await refusal(withSystem(province.worker, (tx) => tx.execute(flip)))).toBe('23514');
    const season = sql`update seasons set rehearsal = true where id = ${province.seasonId}`;
    expect(await refusal(withSystem(province.worker, (tx) => tx.execute(season)))).toBe('23514');
  });
});
