import { sql } from 'drizzle-orm';
import { rolesOfTier } from '../../domain/policy.ts';
import type { Role } from '../../domain/policy.ts';
import { fold } from '../../domain/text.ts';
import type { Tier } from '../../domain/tier.ts';
import { isWithin } from '../../domain/tier.ts';
import type { Tx } from '../client.ts';
import type { ImportAdapter, ImportScope, Met, ReadRow } from './import-scope.ts';
import { applyToTable, field, readied, undoInTable } from './import-table.ts';
import type { ImportTable } from './import-table.ts';

/** People have no version: they are as written while these are. */
const stamp = "hashtext(t.name || '|' || t.email || '|' || coalesce(t.phone, '') || '|' || t.role || '|' || coalesce(t.class_name, '') || '|' || t.active || '|' || coalesce(t.password_hash, ''))";
const table: ImportTable = {
  name: 'staff', stamp, versioned: false,
  columns: [
    readied('username', 'username', { onlyNew: true }), field('name', 'name'), readied('folded', 'folded'), field('email', 'email'), field('phone', 'phone'), readied('unit_id', 'unitId', { cast: 'uuid', onlyNew: true }),
    field('role', 'role'), field('class_name', 'className'),
  ],
};

type Known = { id: string; stamp: number; username: string; name: string; email: string; phone: string | null; role: string; className: string | null; unitCode: string; unitPath: string };
const columns = sql`t.id, ${sql.raw(stamp)} as stamp, t.username, t.name, t.email, t.phone, t.role, t.class_name as "className", u.code as "unitCode", u.path as "unitPath"`;
const valuesOf = (one: Known): Record<string, string> => ({ username: one.username, name: one.name, email: one.email, phone: one.phone ?? '', unitCode: one.unitCode, role: one.role, className: one.className ?? '' });

type Unit = { id: string; code: string; path: string; tier: Tier };

/** Accounts of a unit and those below it. Nobody gets a password by a file: who edits people sets it, or they sign in by OIDC. */
export const staffAdapter: ImportAdapter = {
  async open(tx, scope) {
    const found = await tx.execute<Unit>(sql`select id, code, path, tier from units where active and path ^@ ${scope.unit.path}`);
    const units = new Map(found.rows.map((one) => [one.code.toLowerCase(), one]));
    return (within, rows) => meet(within, scope, units, rows);
  },
  apply: (tx, scope, range) => applyToTable(tx, scope, range, table),
  undo: (tx, scope) => undoInTable(tx, scope, table),
  async lists(tx, { unit }) {
    const found = await tx.execute<{ code: string }>(sql`select code from units where active and path ^@ ${unit.path} order by path limit 5000`);
    return { unitCode: found.rows.map((one) => one.code) };
  },
  async present(tx, { unit }, after, limit) {
    const found = await tx.execute<Known>(sql`select ${columns} from staff t join units u on u.id = t.unit_id where u.path ^@ ${unit.path} and t.active and t.username > ${after} order by t.username limit ${limit}`);
    return { rows: found.rows.map(valuesOf), last: found.rows.length === limit ? (found.rows.at(-1)?.username ?? null) : null };
  },
};

async function meet(tx: Tx, scope: ImportScope, units: ReadonlyMap<string, Unit>, rows: readonly ReadRow[]): Promise<Met[]> {
  const names = rows.map((row) => (row.values['username'] ?? '').toLowerCase());
  const found = await tx.execute<Known>(sql`select ${columns} from staff t join units u on u.id = t.unit_id where t.username = any(${sql.param(names)}::text[])`);
  const known = new Map(found.rows.map((one) => [one.username, one]));
  return rows.map((row, index): Met => {
    const username = names[index] ?? '';
    const target = known.get(username);
    const code = row.values['unitCode'] || (scope.unit.tier === 'school' ? scope.unit.code : '');
    const unit = units.get(code.toLowerCase());
    const role = row.values['role'] ?? '';
    const fits = unit === undefined || (rolesOfTier[unit.tier] as readonly Role[]).some((one) => one === role);
    const foreign = target !== undefined && (!isWithin(target.unitPath, scope.unit.path) || target.unitCode.toLowerCase() !== code.toLowerCase());
    return {
      values: { ...row.values, username, unitCode: code }, targetId: target?.id ?? null, target: target ? { values: valuesOf(target), ours: !foreign, same: ['unitCode'] } : null, twin: null, candidate: null,
      problems: foreign ? [] : [...(unit ? [] : [{ field: 'unitCode', problem: unitUnknown }]), ...(fits ? [] : [{ field: 'role', problem: roleElsewhere }])],
      identities: [`u:${username}`],
      ready: { ...(target ? { stamp: String(target.stamp) } : { isNew: true, username, unitId: unit?.id ?? '' }), folded: fold(row.values['name'] ?? '') },
    };
  });
}

const unitUnknown = { vi: 'Mã đơn vị không thuộc đơn vị của bạn. Hãy chọn trong danh sách của tệp mẫu.', en: 'The unit is not yours. Choose from the list of the template.' };
const roleElsewhere = { vi: 'Đơn vị này không có vai trò đó. Hãy chọn vai trò đúng cấp của đơn vị.', en: 'This unit has no such role. Choose one of its tier.' };
