import { sql } from 'drizzle-orm';
import type { Text } from '../../domain/plan.ts';
import { fold } from '../../domain/text.ts';
import { isWithin } from '../../domain/tier.ts';
import type { Tx } from '../client.ts';
import type { ImportAdapter, ImportScope, Met, ReadRow } from './import-scope.ts';
import { applyToTable, readied, undoInTable, version } from './import-table.ts';
import type { ImportTable } from './import-table.ts';

const table: ImportTable = { name: 'pupils', ...version, columns: [readied('place_id', 'placeId', { cast: 'uuid' }), readied('residence', 'residence')] };

type Lives = { id: string; version: number; code: string; fullName: string; schoolPath: string; placeId: string | null; residence: string };
type Place = { id: string; code: string; name: string; folded: string; kind: string; parentId: string | null; state: string; newIds: string[]; whole: boolean };

/** Form M2 (HP-2023 step 2): each pupil with the place where the child lives. */
export const residenceAdapter: ImportAdapter = {
  async open(tx, scope) {
    const found = await tx.execute<Place>(sql`
      select p.id, p.code, p.name, p.folded, p.kind, p.parent_id as "parentId", p.state,
        array(select s.to_id::text from place_successors s where s.from_id = p.id) as "newIds", coalesce((select bool_and(s.whole) from place_successors s where s.from_id = p.id), false) as whole
      from places p where p.state in ('current', 'ended')`);
    return (within, rows) => meet(within, scope, found.rows, rows);
  },
  apply: (tx, scope, range) => applyToTable(tx, scope, range, table),
  undo: (tx, scope) => undoInTable(tx, scope, table),
  async lists(tx, { unit }) {
    const found = await tx.execute<{ name: string; kind: string }>(sql`
      select distinct name, kind from places where state = 'current' and kind <> 'district' and (unit_path ^@ ${unit.path} or ${unit.path}::text ^@ unit_path) order by name limit 5000`);
    return { commune: found.rows.filter((one) => one.kind === 'commune').map((one) => one.name) };
  },
  async present(tx, { unit }, after, limit) {
    const found = await tx.execute<{ code: string; fullName: string; commune: string | null; hamlet: string | null }>(sql`
      select p.code, p.full_name as "fullName", case when l.kind = 'commune' then l.name else q.name end as commune, case when l.kind in ('hamlet', 'group') then l.name end as hamlet
      from pupils p left join places l on l.id = p.place_id left join places q on q.id = l.parent_id
      where p.school_path ^@ ${unit.path} and p.standing = 'enrolled' and p.code > ${after} order by p.code limit ${limit}`);
    return { rows: found.rows.map((one) => ({ code: one.code, fullName: one.fullName, commune: one.commune ?? '', hamlet: one.hamlet ?? '' })), last: found.rows.length === limit ? (found.rows.at(-1)?.code ?? null) : null };
  },
};

async function meet(tx: Tx, scope: ImportScope, places: readonly Place[], rows: readonly ReadRow[]): Promise<Met[]> {
  const found = await tx.execute<Lives>(sql`
    select id, version, code, full_name as "fullName", school_path as "schoolPath", place_id as "placeId", residence from pupils
    where code = any(${sql.param(rows.map((row) => row.values['code'] ?? ''))}::text[]) and standing <> 'merged'`);
  const byCode = new Map(found.rows.map((one) => [one.code, one]));
  const byId = new Map(places.map((one) => [one.id, one]));
  return rows.map((row) => metOf(scope, row, byCode.get(row.values['code'] ?? ''), places, byId));
}

type Answer = { kind: 'place'; place: Place } | { kind: 'several'; place: Place; among: Place[] } | { kind: 'none'; field: string; problem: Text };

/** By name under the named commune; an old place goes to its only successor, and to a person when it has more than one. */
function placeOf(values: Record<string, string>, places: readonly Place[], byId: ReadonlyMap<string, Place>): Answer {
  const commune = values['commune'] ?? '';
  const hamlet = values['hamlet'] ?? '';
  const communes = places.filter((one) => one.kind === 'commune' && (one.code === commune || one.folded === fold(commune)));
  const hamlets = places.filter((one) => (one.kind === 'hamlet' || one.kind === 'group') && one.folded === fold(hamlet) && communes.some((above) => above.id === one.parentId));
  if (communes.length === 0) return { kind: 'none', field: 'commune', problem: communeUnknown };
  if (hamlet !== '' && hamlets.length === 0) return { kind: 'none', field: 'hamlet', problem: hamletUnknown };
  const fitting = hamlet === '' ? communes : hamlets;
  const current = fitting.filter((one) => one.state === 'current');
  const [only] = current.length > 0 ? current : fitting;
  if (!only) return { kind: 'none', field: 'commune', problem: communeUnknown };
  if (current.length > 1) return { kind: 'several', place: only, among: current };
  if (only.state === 'current' || only.newIds.length === 0) return { kind: 'place', place: only };
  const among = only.newIds.flatMap((id) => byId.get(id) ?? []);
  const [next] = among;
  return next && among.length === 1 && only.whole ? { kind: 'place', place: next } : { kind: 'several', place: only, among };
}

function metOf(scope: ImportScope, row: ReadRow, target: Lives | undefined, places: readonly Place[], byId: ReadonlyMap<string, Place>): Met {
  const answer = placeOf(row.values, places, byId);
  const now = target?.placeId ? byId.get(target.placeId) : undefined;
  const split = answer.kind === 'several';
  const at = answer.kind === 'none' ? null : answer.place.id;
  const known = target !== undefined && at !== null && (split ? answer.among.some((one) => one.id === target.placeId && target.residence === 'settled') || (target.placeId === at && target.residence === 'split') : target.placeId === at && target.residence === 'settled');
  const above = now?.kind === 'commune' ? now : now?.parentId ? byId.get(now.parentId) : undefined;
  // Written alike but another place: the difference must show all the same.
  const from = (name: string | undefined, given: string | undefined): string => (name !== undefined && name !== given ? name : '');
  return {
    values: row.values,
    targetId: target?.id ?? null,
    target: target ? { ours: isWithin(target.schoolPath, scope.unit.path), same: known ? Object.keys(row.values) : [], values: { commune: from(above?.name, row.values['commune']), hamlet: from(now?.kind === 'commune' ? undefined : now?.name, row.values['hamlet']) } } : null,
    twin: null,
    candidate: split ? { vi: `Nơi này có thể là: ${answer.among.map((one) => `${one.name} (${one.code})`).join(', ')}. Chờ người chọn.`, en: `This may be: ${answer.among.map((one) => one.name).join(', ')}. A person chooses.` } : null,
    problems: [...(target ? [] : [{ field: 'code', problem: pupilUnknown }]), ...(answer.kind === 'none' ? [{ field: answer.field, problem: answer.problem }] : [])],
    identities: [],
    ready: { ...(target && { stamp: String(target.version) }), ...(at !== null && { placeId: at, residence: split ? 'split' : 'settled' }) },
  };
}

const pupilUnknown = { vi: 'Không có học sinh nào mang mã này. Hãy kiểm tra mã học sinh.', en: 'No pupil has this code. Check it.' };
const communeUnknown = { vi: 'Không có xã, phường này trong danh mục. Hãy chọn trong danh sách của tệp mẫu.', en: 'There is no such commune in the catalogue. Choose from the list of the template.' };
const hamletUnknown = { vi: 'Không có thôn, tổ này trong xã, phường đã ghi. Hãy sửa tên, hoặc đề nghị thêm bằng mẫu M1.', en: 'There is no such hamlet or group in that commune. Correct the name, or propose it with form M1.' };
