import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { FieldProblem } from '../../domain/import-diff.ts';
import { communesSince } from '../../domain/place.ts';
import { fold } from '../../domain/text.ts';
import { isWithin } from '../../domain/tier.ts';
import type { Tx } from '../client.ts';
import type { ImportAdapter, ImportScope, Met, ReadRow } from './import-scope.ts';
import { applyToTable, justWritten, readied, undoInTable, version } from './import-table.ts';
import type { ImportTable, RowRange } from './import-table.ts';

const table: ImportTable = {
  name: 'places', ...version,
  columns: [
    readied('code', 'code', { onlyNew: true }), readied('scheme', 'scheme', { onlyNew: true }), readied('kind', 'kind'), readied('name', 'name'), readied('folded', 'folded'), readied('parent_id', 'parentId', { cast: 'uuid', onlyNew: true }),
    readied('path', 'path', { onlyNew: true }), readied('unit_id', 'unitId', { cast: 'uuid', onlyNew: true }), readied('unit_path', 'unitPath', { onlyNew: true }), readied('state', 'state'),
    readied('valid_from', 'validFrom', { cast: 'date', onlyNew: true }), readied('proposed_by', 'proposedBy', { cast: 'uuid', onlyNew: true }),
  ],
  history: ['place_changes'],
  // History names a place for ever, so what is taken back stays as a place that never came into being.
  unmake: "state = 'refused', version = t.version + 1",
  alsoHeld: `exists (select from places d where d.parent_id = r.target_id and d.state <> 'refused'
    and not exists (select from import_rows x where x.import_id = r.import_id and x.target_id = d.id and x.before is null))`,
};

type Known = { id: string; code: string; scheme: string; kind: string; name: string; folded: string; parentId: string | null; parentCode: string | null; path: string; unitId: string; unitPath: string; state: string; version: number; validFrom: string };

/** The catalogue itself (kept by the middle tier), and form M1: what a school proposes for it (HP-2023 step 2). */
export const placeAdapter: ImportAdapter = {
  async open(tx, scope) {
    // Places of an earlier part of this file, when a killed reading goes on.
    const made = await tx.execute<{ id: string; ready: Record<string, string> }>(sql`select target_id as id, ready from import_rows where import_id = ${scope.importId} and target_id is not null and ready @> '{"isNew": true}'`);
    const memory = new Map<string, Parent>();
    for (const { id, ready } of made.rows) remember(memory, { id, code: ready['code'] ?? '', path: ready['path'] ?? '', unitId: ready['unitId'] ?? '', unitPath: ready['unitPath'] ?? '', scheme: ready['scheme'] ?? '', name: ready['name'] ?? '' });
    const back = await tx.execute<Known>(sql`select ${columns} from import_rows r join places p on p.id = r.target_id left join places q on q.id = p.parent_id where r.import_id = ${scope.importId} and p.state = 'refused'`);
    for (const place of back.rows) remember(memory, place);
    return (within, rows) => meet(within, scope, memory, rows);
  },
  async apply(tx, scope, range) {
    const applied = await applyToTable(tx, scope, range, table);
    await writeChanges(tx, scope, range);
    return applied;
  },
  undo: (tx, scope) => undoInTable(tx, scope, table, () => writeChanges(tx, scope, null)),
  async lists(tx, { unit }) {
    const found = await tx.execute<{ code: string; name: string }>(sql`
      select code, name from places where state = 'current' and kind in ('district', 'commune') and (unit_path ^@ ${unit.path} or ${unit.path}::text ^@ unit_path) order by code limit 5000`);
    return { parentCode: found.rows.map((one) => one.code), communeName: found.rows.map((one) => one.name) };
  },
  async present(tx, { unit }, after, limit) {
    const found = await tx.execute<Known>(sql`
      select ${columns} from places p left join places q on q.id = p.parent_id where p.unit_path ^@ ${unit.path} and p.state = 'current' and p.path > ${after} order by p.path limit ${limit}`);
    return { rows: found.rows.map((one) => valuesOf(one)), last: found.rows.length === limit ? (found.rows.at(-1)?.path ?? null) : null };
  },
};

const columns = sql`p.id, p.code, p.scheme, p.kind, p.name, p.folded, p.parent_id as "parentId", q.code as "parentCode", p.path, p.unit_id as "unitId", p.unit_path as "unitPath", p.state, p.version, p.valid_from::text as "validFrom"`;
const valuesOf = (one: Known): Record<string, string> => ({ code: one.code, scheme: one.scheme, kind: one.kind, name: one.name, parentCode: one.parentCode ?? '', validFrom: one.validFrom });

type Parent = { id: string; code: string; path: string; unitId: string; unitPath: string; scheme: string; name: string };

function remember(memory: Map<string, Parent>, parent: Parent): void {
  memory.set(`c:${parent.code}`, parent);
  memory.set(`n:${fold(parent.name)}`, parent);
}

type Draft = { row: ReadRow; name: string; kind: string; folded: string; code: string; parentCode: string; parentName: string };
const draftOf = (row: ReadRow): Draft => {
  const { values } = row;
  const name = values['name'] ?? values['placeName'] ?? '';
  return { row, name, kind: values['kind'] ?? values['placeKind'] ?? '', folded: fold(name), code: values['code'] ?? '', parentCode: values['parentCode'] ?? '', parentName: fold(values['communeName'] ?? '') };
};

async function meet(tx: Tx, scope: ImportScope, memory: Map<string, Parent>, rows: readonly ReadRow[]): Promise<Met[]> {
  const drafts = rows.map(draftOf);
  const parents = await tx.execute<Known>(sql`
    select ${columns} from places p left join places q on q.id = p.parent_id where p.state = 'current' and (p.code = any(${sql.param(drafts.map((one) => one.parentCode))}::text[])
      or (p.kind = 'commune' and p.folded = any(${sql.param(drafts.map((one) => one.parentName).filter((one) => one !== ''))}::text[]) and ${scope.unit.path}::text ^@ p.unit_path))`);
  const byCode = new Map(parents.rows.map((one) => [one.code, one]));
  const byName = new Map(parents.rows.map((one) => [one.folded, one]));
  const names = drafts.map((one) => one.folded);
  const found = await tx.execute<Known>(sql`
    select ${columns} from places p left join places q on q.id = p.parent_id
    where p.code = any(${sql.param(drafts.map((one) => one.code).filter((one) => one !== ''))}::text[]) or (p.folded = any(${sql.param(names)}::text[]) and p.state in ('current', 'proposed', 'refused'))`);
  return drafts.map((draft) => {
    const parent = (draft.parentCode === '' ? byName.get(draft.parentName) : byCode.get(draft.parentCode)) ?? memory.get(draft.parentCode === '' ? `n:${draft.parentName}` : `c:${draft.parentCode}`) ?? null;
    const alike = found.rows.filter((one) => (draft.code === '' ? one.folded === draft.folded && one.kind === draft.kind && one.parentId === (parent?.id ?? null) : one.code === draft.code));
    const target = alike.find((one) => one.state !== 'refused') ?? alike[0];
    const met = metOf(scope, draft, parent, target);
    // A place that comes back by this file may have others under it further down.
    if (target?.state === 'refused') remember(memory, target);
    if (met.newId !== undefined) remember(memory, { id: met.newId, code: String(met.ready['code']), path: String(met.ready['path']), unitId: String(met.ready['unitId']), unitPath: String(met.ready['unitPath']), scheme: String(met.ready['scheme']), name: draft.name });
    return met;
  });
}

function metOf(scope: ImportScope, draft: Draft, parent: Parent | null, target: Known | undefined): Met {
  const proposes = scope.kind === 'm1';
  const given = draft.row.values;
  const state = proposes ? 'proposed' : 'current';
  const revived = target?.state === 'refused';
  const problems: FieldProblem[] = [];
  const named = draft.parentCode !== '' || draft.parentName !== '';
  if (!target && !parent && (named || draft.kind !== 'district')) {
    if (named || proposes || (draft.kind !== 'commune')) problems.push({ field: draft.parentCode === '' && proposes ? 'communeName' : 'parentCode', problem: noParent });
  }
  if (target && parent && target.parentId !== parent.id) problems.push({ field: 'parentCode', problem: otherParent });
  const code = draft.code !== '' ? draft.code : `${parent?.code ?? scope.unit.code}-${draft.kind.charAt(0).toUpperCase()}-${draft.folded.replace(/[^a-z0-9]+/g, '-').toUpperCase()}`;
  const unit = parent ?? { unitId: scope.unit.id, unitPath: scope.unit.path, scheme: given['scheme'] ?? '' };
  return {
    values: { ...given, ...(revived && { state }) },
    targetId: target?.id ?? null,
    ...(!target && { newId: randomUUID() }),
    // Of a proposal only the place counts: one that is known is as it should be.
    target: target ? { values: { ...(proposes ? {} : valuesOf(target)), ...(revived && { state: target.state }) }, ours: proposes || isWithin(target.unitPath, scope.unit.path), same: ['parentCode', 'validFrom', 'scheme'] } : null,
    twin: null, candidate: null, problems,
    identities: [`p:${parent?.id ?? ''}|${draft.kind}|${draft.folded}`],
    ready: {
      ...(draft.name !== '' && { name: draft.name, folded: draft.folded, kind: draft.kind }),
      ...(target ? { stamp: String(target.version), ...(revived && { state }) } : {
        isNew: true, code, scheme: given['scheme'] || unit.scheme || (scope.today < communesSince ? '2023' : '2025'), ...(parent && { parentId: parent.id }), path: `${parent?.path ?? ''}${code}/`,
        unitId: unit.unitId, unitPath: unit.unitPath, state, validFrom: given['validFrom'] || scope.today, ...(proposes && { proposedBy: scope.unit.id }),
      }),
    },
  };
}

const noParent = { vi: 'Không tìm thấy nơi cấp trên này trong danh mục. Hãy chọn trong danh sách của tệp mẫu, hoặc đặt dòng của nó lên trước.', en: 'The place above is not in the catalogue. Choose from the list of the template, or put its row first.' };
const otherParent = { vi: 'Địa danh này đang thuộc nơi khác. Chuyển cấp trên làm ở màn hình danh mục địa danh, để giữ lịch sử.', en: 'This place lies under another. Move it on the screen of the catalogue, which keeps the history.' };

async function writeChanges(tx: Tx, scope: ImportScope, range: RowRange | null): Promise<void> {
  const back = range === null;
  const [before, after] = back ? [sql`to_jsonb(t)`, sql`coalesce(r.before, '{}')`] : [sql`coalesce(r.before, '{}')`, sql`to_jsonb(t)`];
  await tx.execute(sql`
    insert into place_changes (place_id, unit_path, kind, before, after, "on", made_by)
    select t.id, t.unit_path, case when ${back} then 'undo' when r.before is null then ${scope.kind === 'm1' ? 'propose' : 'add'} else 'rename' end, ${before}, ${after}, ${scope.today}::date, ${scope.actorId}
    from import_rows r join places t on t.id = r.target_id where ${justWritten(scope, range)}`);
}
