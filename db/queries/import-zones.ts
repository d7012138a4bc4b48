import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import type { ZonePlanState } from '../../domain/zone-plan.ts';
import { placesByCode, residenceOf } from './import-places.ts';
import type { ImportAdapter, ImportScope, Met, ReadRow } from './import-scope.ts';
import { applyToTable, field, readied, undoInTable, version } from './import-table.ts';
import type { ImportTable } from './import-table.ts';
import { decidedSince, leaveOutDecided, planClosed, planIsOpen, planStates, schoolUnknown, writeZoneChanges, zoneSchools } from './import-zone-plans.ts';
import type { ZoneSchool } from './import-zone-plans.ts';

const table: ImportTable = {
  name: 'zones', ...version,
  columns: [
    readied('year', 'year', { cast: 'smallint', onlyNew: true }), field('intake', 'intake', { onlyNew: true }), readied('place_id', 'placeId', { cast: 'uuid', onlyNew: true }), readied('school_id', 'schoolId', { cast: 'uuid', onlyNew: true }),
    readied('unit_path', 'unitPath', { onlyNew: true }), readied('valid_from', 'validFrom', { cast: 'date', onlyNew: true }), field('note', 'note'),
  ],
};

type Known = { id: string; version: number; year: number; intake: string; placeId: string; placeCode: string; schoolId: string; schoolCode: string; validFrom: string; note: string | null };
const columns = sql`z.id, z.version, z.year, z.intake, z.place_id as "placeId", p.code as "placeCode", z.school_id as "schoolId", u.code as "schoolCode", z.valid_from::text as "validFrom", z.note`;
const joined = sql`zones z join places p on p.id = z.place_id join units u on u.id = z.school_id`;
const valuesOf = (one: Known): Record<string, string> => ({ year: String(one.year), intake: one.intake, placeCode: one.placeCode, schoolCode: one.schoolCode, validFrom: one.validFrom, note: one.note ?? '' });

/** Which place goes to which school, by intake (HP-2023 step 5). Two schools for one place are a finding of the plan's checks, not of the file. */
export const zoneAdapter: ImportAdapter = {
  async open(tx, scope) {
    const [schools, plans] = [await zoneSchools(tx, scope.unit.path), await planStates(tx, scope.unit.path)];
    return (within, rows) => meet(within, scope, schools, plans, rows);
  },
  async apply(tx, scope, range) {
    await leaveOutDecided(tx, scope, 'zones', range);
    const applied = await applyToTable(tx, scope, range, table);
    await writeZoneChanges(tx, scope, 'zones', range);
    return applied;
  },
  async undo(tx, scope) {
    const inTheWay = await decidedSince(tx, scope, 'zones');
    return inTheWay > 0 ? { inTheWay } : await undoInTable(tx, scope, table, () => writeZoneChanges(tx, scope, 'zones', null));
  },
  async lists(tx, { unit }) {
    const places = await tx.execute<{ code: string }>(sql`select code from places where state = 'current' and (unit_path ^@ ${unit.path} or ${unit.path}::text ^@ unit_path) order by path limit 5000`);
    return { schoolCode: [...(await zoneSchools(tx, unit.path)).values()].map((one) => one.code).toSorted(), placeCode: places.rows.map((one) => one.code) };
  },
  async present(tx, { unit }, after, limit) {
    const found = await tx.execute<Known>(sql`select ${columns} from ${joined} where z.unit_path ^@ ${unit.path} and z.valid_to is null and z.id::text > ${after} order by z.id::text limit ${limit}`);
    return { rows: found.rows.map(valuesOf), last: found.rows.length === limit ? (found.rows.at(-1)?.id ?? null) : null };
  },
};

async function meet(tx: Tx, scope: ImportScope, schools: ReadonlyMap<string, ZoneSchool>, plans: ReadonlyMap<string, ZonePlanState>, rows: readonly ReadRow[]): Promise<Met[]> {
  const places = await placesByCode(tx, rows.map((row) => row.values['placeCode'] ?? ''));
  const lives = rows.map((row) => residenceOf(places.get(row.values['placeCode'] ?? '')));
  const found = await tx.execute<Known>(sql`select ${columns} from ${joined} where z.place_id = any(${sql.param(lives.flatMap((one) => (one.kind === 'none' ? [] : [one.id])))}::uuid[]) and z.valid_to is null`);
  return rows.map((row, index): Met => {
    const school = schools.get((row.values['schoolCode'] ?? '').toLowerCase());
    const at = lives[index] ?? { kind: 'none' };
    const year = row.values['year'] || scope.today.slice(0, 4);
    const from = row.values['validFrom'] ?? '';
    const target = found.rows.find((one) => at.kind !== 'none' && one.placeId === at.id && one.schoolId === school?.id && String(one.year) === year && one.intake === row.values['intake'] && (from === '' || one.validFrom === from));
    const closed = school !== undefined && !planIsOpen(plans.get(`${year}|${school.unitPath}`));
    return {
      values: { ...row.values, year, ...(at.kind === 'place' && { placeCode: at.code }) },
      targetId: target?.id ?? null, target: target ? { values: valuesOf(target), ours: true, same: ['schoolCode', 'placeCode'] } : null, twin: null,
      candidate: at.kind === 'split' ? { vi: `Địa danh cũ này đã chia về: ${at.among.map((one) => `${one.name} (${one.code})`).join(', ')}. Hãy thay bằng các nơi mới rồi nạp lại.`, en: `This old place went to: ${at.among.map((one) => one.name).join(', ')}. Put the new places instead.` } : null,
      problems: [
        ...(school ? [] : [{ field: 'schoolCode', problem: schoolUnknown }]), ...(at.kind === 'none' ? [{ field: 'placeCode', problem: placeUnknown }] : []), ...(closed ? [{ field: null, problem: planClosed }] : []),
      ],
      identities: [`z:${year}|${row.values['intake'] ?? ''}|${at.kind === 'none' ? row.rowNumber : at.id}|${school?.id ?? row.rowNumber}|${from}`],
      ready: target ? { stamp: String(target.version) } : { isNew: true, year, schoolId: school?.id ?? '', unitPath: school?.unitPath ?? '', validFrom: from === '' ? scope.today : from, ...(at.kind !== 'none' && { placeId: at.id }) },
    };
  });
}

const placeUnknown = { vi: 'Mã địa danh không có trong danh mục. Hãy chọn trong danh sách của tệp mẫu.', en: 'No place has this code. Choose from the list of the template.' };
