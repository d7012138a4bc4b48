import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { zonePlanCan } from '../../domain/zone-plan.ts';
import type { ZonePlanState } from '../../domain/zone-plan.ts';
import type { Tx } from '../client.ts';
import type { ImportScope } from './import-scope.ts';
import { justWritten, leaveOut, toBeWritten } from './import-table.ts';
import type { RowRange } from './import-table.ts';

export type ZoneSchool = { id: string; code: string; levels: string[]; unitId: string; unitPath: string };

/** Schools of the unit with the middle unit that draws their zones; those directly under the Sở are drawn by it. */
export async function zoneSchools(tx: Tx, path: string): Promise<Map<string, ZoneSchool>> {
  const found = await tx.execute<ZoneSchool>(sql`
    select s.id, s.code, s.levels, m.id as "unitId", m.path as "unitPath" from units s join units m on m.id = s.parent_id where s.tier = 'school' and s.active and s.path ^@ ${path}`);
  return new Map(found.rows.map((one) => [one.code.toLowerCase(), one]));
}

/** States of the zoning plans that a unit may load into, by `year|unit path`. */
export async function planStates(tx: Tx, path: string): Promise<Map<string, ZonePlanState>> {
  const found = await tx.execute<{ year: number; unitPath: string; state: ZonePlanState }>(sql`select year, unit_path as "unitPath", state from zone_plans where unit_path ^@ ${path}`);
  return new Map(found.rows.map((one) => [`${one.year}|${one.unitPath}`, one.state]));
}

/** A plan that was decided changes by a directive on its own screen, never by a file. */
export function planIsOpen(state: ZonePlanState | undefined): boolean {
  return state === undefined || (zonePlanCan.edit as readonly ZonePlanState[]).includes(state);
}
export const planClosed = { vi: 'Phương án tuyển sinh của năm này đã có quyết định. Muốn sửa, hãy dùng màn hình phân tuyến kèm văn bản điều chỉnh.', en: 'The zoning of this year is decided. Change it on its screen, with a directive.' };
export const schoolUnknown = { vi: 'Mã trường này không có trong các trường của đơn vị. Hãy chọn trong danh sách của tệp mẫu.', en: 'No school of the unit has this code. Choose from the list of the template.' };

type Table = 'zones' | 'quotas';
const planOf = sql`p.year = coalesce((r.ready->>'year')::smallint, t.year) and p.unit_path = coalesce(r.ready->>'unitPath', t.unit_path)`;
const closed = sql`p.state not in (${sql.join(zonePlanCan.edit.map((state) => sql`${state}`), sql`, `)})`;
const rowsWithTarget = (table: Table): SQL => sql`import_rows r left join ${sql.raw(table)} t on t.id = r.target_id`;

/** Before a batch is written: its plans are held until it is, and rows whose plan was decided since the dry run are left out. */
export async function leaveOutDecided(tx: Tx, scope: ImportScope, table: Table, range: RowRange): Promise<void> {
  const given = toBeWritten(scope, range);
  await holdPlans(tx, table, given);
  await leaveOut(tx, sql`${given} and exists (select from zone_plans p left join ${sql.raw(table)} t on t.id = r.target_id where ${planOf} and ${closed})`, planClosed);
}

/** How many rows of an import stand in plans that were decided since: they are not taken back by a file either. */
export async function decidedSince(tx: Tx, scope: ImportScope, table: Table): Promise<number> {
  const given = justWritten(scope, null);
  await holdPlans(tx, table, given);
  const found = await tx.execute<{ rows: number }>(sql`select count(*)::int as rows from ${rowsWithTarget(table)} join zone_plans p on ${planOf} where ${given} and ${closed}`);
  return found.rows[0]?.rows ?? 0;
}

async function holdPlans(tx: Tx, table: Table, given: SQL): Promise<void> {
  await tx.execute(sql`select from zone_plans p where exists (select from ${rowsWithTarget(table)} where ${given} and ${planOf}) order by p.id for update`);
}

/** What a batch wrote, or (`null`) what is taken back, in the history of the plan that it belongs to; a plan is begun where there is none. */
export async function writeZoneChanges(tx: Tx, scope: ImportScope, table: Table, range: RowRange | null): Promise<void> {
  const back = range === null;
  const written = sql`from import_rows r join ${sql.raw(table)} t on t.id = r.target_id where ${justWritten(scope, range)}`;
  await tx.execute(sql`
    insert into zone_plans (year, unit_id, unit_path, state) select distinct t.year, u.id, u.path, 'draft' from units u, (select t.year, t.unit_path ${written}) t where u.path = t.unit_path on conflict do nothing`);
  // The statement before is already seen by this one: the plans of all rows stand.
  await tx.execute(sql`update zone_plans p set version = p.version + 1 where (p.year, p.unit_path) in (select t.year, t.unit_path ${written})`);
  const [before, after] = back ? [sql`to_jsonb(t)`, sql`coalesce(r.before, '{}')`] : [sql`coalesce(r.before, '{}')`, sql`to_jsonb(t)`];
  await tx.execute(sql`
    insert into zone_changes (plan_id, unit_path, kind, before, after, made_by)
    select (select p.id from zone_plans p where p.year = t.year and p.unit_path = t.unit_path), t.unit_path, ${`import-${table}${back ? '-undo' : ''}`}, ${before}, ${after}, ${scope.actorId} ${written}`);
}
