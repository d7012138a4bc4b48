import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import type { ZonePlanState } from '../../domain/zone-plan.ts';
import type { ImportAdapter, ImportScope, Met, ReadRow } from './import-scope.ts';
import { applyToTable, field, readied, undoInTable, version } from './import-table.ts';
import type { ImportTable } from './import-table.ts';
import { decidedSince, leaveOutDecided, planClosed, planIsOpen, planStates, schoolUnknown, writeZoneChanges, zoneSchools } from './import-zone-plans.ts';
import type { ZoneSchool } from './import-zone-plans.ts';

const table: ImportTable = {
  name: 'quotas', ...version,
  columns: [
    readied('year', 'year', { cast: 'smallint', onlyNew: true }), field('intake', 'intake', { onlyNew: true }), readied('school_id', 'schoolId', { cast: 'uuid', onlyNew: true }), readied('unit_path', 'unitPath', { onlyNew: true }),
    field('seats', 'seats', { cast: 'int' }), field('classes', 'classes', { cast: 'int' }), field('criteria', 'criteria', { usual: "''" }),
    { column: 'papers', value: "(select jsonb_agg(trim(one)) from regexp_split_to_table(nullif(k.v->>'papers', ''), '[;\\n]') one where trim(one) <> '')", usual: "'[]'::jsonb" },
  ],
};

type Known = { id: string; version: number; year: number; intake: string; schoolId: string; schoolCode: string; seats: number; classes: number; criteria: string; papers: string[] };
const columns = sql`q.id, q.version, q.year, q.intake, q.school_id as "schoolId", u.code as "schoolCode", q.seats, q.classes, q.criteria, q.papers`;
const valuesOf = (one: Known): Record<string, string> => ({ year: String(one.year), intake: one.intake, schoolCode: one.schoolCode, seats: String(one.seats), classes: String(one.classes), criteria: one.criteria, papers: one.papers.join('; ') });

/** Seats, criteria and papers of schools by intake (HP-2023 step 5). */
export const quotaAdapter: ImportAdapter = {
  async open(tx, scope) {
    const [schools, plans] = [await zoneSchools(tx, scope.unit.path), await planStates(tx, scope.unit.path)];
    return (within, rows) => meet(within, scope, schools, plans, rows);
  },
  async apply(tx, scope, range) {
    await leaveOutDecided(tx, scope, 'quotas', range);
    const applied = await applyToTable(tx, scope, range, table);
    await writeZoneChanges(tx, scope, 'quotas', range);
    return applied;
  },
  async undo(tx, scope) {
    const inTheWay = await decidedSince(tx, scope, 'quotas');
    return inTheWay > 0 ? { inTheWay } : await undoInTable(tx, scope, table, () => writeZoneChanges(tx, scope, 'quotas', null));
  },
  lists: async (tx, { unit }) => ({ schoolCode: [...(await zoneSchools(tx, unit.path)).values()].map((one) => one.code).toSorted() }),
  async present(tx, { unit }, after, limit) {
    const found = await tx.execute<Known>(sql`select ${columns} from quotas q join units u on u.id = q.school_id where q.unit_path ^@ ${unit.path} and q.id::text > ${after} order by q.id::text limit ${limit}`);
    return { rows: found.rows.map(valuesOf), last: found.rows.length === limit ? (found.rows.at(-1)?.id ?? null) : null };
  },
};

async function meet(tx: Tx, scope: ImportScope, schools: ReadonlyMap<string, ZoneSchool>, plans: ReadonlyMap<string, ZonePlanState>, rows: readonly ReadRow[]): Promise<Met[]> {
  const schoolOf = (row: ReadRow): ZoneSchool | undefined => schools.get((row.values['schoolCode'] ?? '').toLowerCase());
  const found = await tx.execute<Known>(sql`select ${columns} from quotas q join units u on u.id = q.school_id where q.school_id = any(${sql.param(rows.flatMap((row) => schoolOf(row)?.id ?? []))}::uuid[])`);
  const known = new Map(found.rows.map((one) => [`${one.year}|${one.intake}|${one.schoolId}`, one]));
  return rows.map((row): Met => {
    const school = schoolOf(row);
    const year = row.values['year'] || scope.today.slice(0, 4);
    const target = known.get(`${year}|${row.values['intake'] ?? ''}|${school?.id ?? ''}`);
    const closed = school !== undefined && !planIsOpen(plans.get(`${year}|${school.unitPath}`));
    const papers = (row.values['papers'] ?? '').split(/[;\n]/).map((one) => one.trim()).filter((one) => one !== '').join('; ');
    const values = { ...row.values, year, ...(row.values['papers'] !== undefined && { papers }) };
    return {
      values, targetId: target?.id ?? null, target: target ? { values: valuesOf(target), ours: true, same: ['schoolCode'] } : null, twin: null, candidate: null,
      problems: [...(school ? [] : [{ field: 'schoolCode', problem: schoolUnknown }]), ...(closed ? [{ field: null, problem: planClosed }] : [])],
      identities: [`q:${year}|${row.values['intake'] ?? ''}|${school?.id ?? row.rowNumber}`],
      ready: target ? { stamp: String(target.version) } : { isNew: true, year, schoolId: school?.id ?? '', unitPath: school?.unitPath ?? '' },
    };
  });
}
