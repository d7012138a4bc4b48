import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Cohort } from '../../domain/cohort.ts';
import { cohortOfLevel } from '../../domain/cohort.ts';
import { slipFields } from '../../domain/confirmation.ts';
import type { FieldProblem } from '../../domain/import-diff.ts';
import { fold, nameSortKey } from '../../domain/text.ts';
import type { Level } from '../../domain/tier.ts';
import { isWithin } from '../../domain/tier.ts';
import type { Tx } from '../client.ts';
import { knownPupils, pupilsAfter } from './import-pupil-match.ts';
import type { KnownPupil } from './import-pupil-match.ts';
import { placesByCode, residenceOf } from './import-places.ts';
import type { NamedPlace } from './import-places.ts';
import type { ImportAdapter, ImportScope, Met, ReadRow } from './import-scope.ts';
import { applyToTable, field, readied, undoInTable, version } from './import-table.ts';
import type { ImportTable } from './import-table.ts';

const table: ImportTable = {
  name: 'pupils', ...version,
  columns: [
    readied('code', 'code', { onlyNew: true }), field('full_name', 'fullName'), readied('folded', 'folded'), readied('sort_key', 'sortKey'), field('birth_date', 'birthDate', { cast: 'date' }), field('sex', 'sex'),
    field('ethnicity', 'ethnicity', { usual: "''" }), field('birth_place', 'birthPlace', { usual: "''" }),
    { column: 'personal_number_enc', value: "decode(nullif(substr(k.v->>'personalNumber', 8), ''), 'base64')" }, { column: 'personal_number_key', value: "decode(k.y->>'numberKey', 'hex')" },
    field('permanent_address', 'permanentAddress', { usual: "''" }), { column: 'current_address', value: "nullif(k.v->>'currentAddress', '')", usual: "coalesce(k.v->>'permanentAddress', '')" },
    field('guardian_name', 'guardianName', { usual: "''" }), field('guardian_phone', 'guardianPhone', { usual: "''" }), field('guardian_email', 'guardianEmail'),
    readied('school_id', 'schoolId', { cast: 'uuid', onlyNew: true }), readied('school_path', 'schoolPath', { onlyNew: true }), field('class_name', 'className'), readied('cohort', 'cohort'),
    readied('place_id', 'placeId', { cast: 'uuid' }), readied('residence', 'residence', { usual: "'unclear'" }),
  ],
  // What the machine found or prepared by itself; a person's decision on it stays in the way.
  goesAlong: [
    { table: 'duplicates', column: 'pupil_a', where: "d.state = 'open'" }, { table: 'duplicates', column: 'pupil_b', where: "d.state = 'open'" },
    { table: 'identity_checks', column: 'pupil_id', where: "d.state = 'unchecked'" },
  ],
};

type School = { id: string; code: string; path: string; levels: Level[]; name: string };

/** Pupils of a unit by the sector database's template; `feeder`: of a school outside the software, the same sheet. */
export const pupilAdapter: ImportAdapter = {
  async open(tx, scope) {
    const found = await tx.execute<School>(sql`select id, code, path, levels, name from units where tier = 'school' and path ^@ ${scope.unit.path}`);
    const schools = new Map(found.rows.map((one) => [one.code.toLowerCase(), one]));
    return (within, rows) => meet(within, scope, schools, rows);
  },
  async apply(tx, scope, range) {
    const applied = await applyToTable(tx, scope, range, table);
    if (applied.changed.length > 0) await writeHistory(tx, scope, applied.changed);
    return applied;
  },
  async undo(tx, scope) {
    return await undoInTable(tx, scope, table, () => writeHistory(tx, scope, 'back'));
  },
  async lists(tx, { unit }) {
    const found = await tx.execute<{ className: string; schoolCode: string }>(sql`select distinct class_name as "className", u.code as "schoolCode" from pupils p join units u on u.id = p.school_id where p.school_path ^@ ${unit.path}`);
    const schools = await tx.execute<{ code: string }>(sql`select code from units where tier = 'school' and path ^@ ${unit.path} order by code`);
    const places = await tx.execute<{ code: string }>(sql`select code from places where state = 'current' and (unit_path ^@ ${unit.path} or ${unit.path}::text ^@ unit_path) order by code limit 5000`);
    return {
      schoolCode: schools.rows.map((one) => one.code), placeCode: places.rows.map((one) => one.code),
      // A province has too many classes to choose from.
      className: unit.tier === 'school' ? [...new Set(found.rows.map((one) => one.className))].toSorted() : [],
    };
  },
  async present(tx, { unit, secrets }, after, limit) {
    const rows = await pupilsAfter(tx, unit.path, after, limit);
    const open = (sealed: string): string => (sealed === '' ? '' : secrets.open(Buffer.from(sealed.slice(7), 'base64')));
    const last = rows.at(-1);
    return {
      rows: rows.map(({ values }) => ({ ...values, personalNumber: open(values['personalNumber'] ?? '') })),
      last: last && rows.length === limit ? `${last.schoolCode}/${last.values['className'] ?? ''}/${last.code}` : null,
    };
  },
};

async function meet(tx: Tx, scope: ImportScope, schools: ReadonlyMap<string, School>, rows: readonly ReadRow[]): Promise<Met[]> {
  const drafts = rows.map((row) => draftOf(scope, row));
  const places = await placesByCode(tx, rows.map((row) => row.values['placeCode'] ?? ''));
  const known = await knownPupils(tx, {
    codes: drafts.flatMap((one) => (one.code === '' ? [] : [one.code])), numberKeys: drafts.flatMap((one) => (one.numberKey === null ? [] : [one.numberKey])),
    born: drafts.flatMap((one) => (one.birthDate === '' ? [] : [{ birthDate: one.birthDate, folded: one.folded }])),
  }, fold);
  const byCode = new Map(known.map((one) => [one.code, one]));
  const byNumber = new Map(known.flatMap((one) => (one.numberKey === null ? [] : [[one.numberKey, one] as const])));
  const byPerson = new Map(known.map((one) => [`${one.birthDate}|${one.folded}|${one.guardianFolded}`, one]));
  return drafts.map((draft) => {
    const person = byPerson.get(draft.person);
    const same = (draft.numberKey === null ? undefined : byNumber.get(draft.numberKey)) ?? person;
    // Without a code, a child of one's own school with the same name, birth date and parent is that child.
    const target = draft.code !== '' ? byCode.get(draft.code) : same && isWithin(same.schoolPath, scope.unit.path) ? same : undefined;
    return metOf(scope, { draft, target, twin: target ? undefined : same, school: schoolOf(scope, schools, draft, target), place: places.get(draft.row.values['placeCode'] ?? '') });
  });
}

type Draft = { row: ReadRow; code: string; folded: string; birthDate: string; numberKey: string | null; person: string; schoolCode: string };

function draftOf({ secrets }: ImportScope, row: ReadRow): Draft {
  const { values } = row;
  const number = values['personalNumber'] ?? '';
  const folded = fold(values['fullName'] ?? '');
  // A value that is no date was told to the person already, and must not reach the database.
  const birthDate = /^\d{4}-\d\d-\d\d$/.test(values['birthDate'] ?? '') ? (values['birthDate'] ?? '') : '';
  return {
    row, folded, birthDate, code: values['code'] ?? '', numberKey: number === '' ? null : secrets.index(number).toString('hex'),
    person: `${birthDate}|${folded}|${fold(values['guardianName'] ?? '')}`, schoolCode: (values['schoolCode'] ?? '').toLowerCase(),
  };
}

type SchoolFound = { school: School | null; problem: FieldProblem | null; foreign: boolean };

function schoolOf(scope: ImportScope, schools: ReadonlyMap<string, School>, draft: Draft, target: KnownPupil | undefined): SchoolFound {
  const own = scope.unit.tier === 'school' ? (schools.get(scope.unit.code.toLowerCase()) ?? null) : null;
  const named = draft.schoolCode === '' ? own : (schools.get(draft.schoolCode) ?? null);
  const foreign = target !== undefined && (!isWithin(target.schoolPath, scope.unit.path) || (draft.schoolCode !== '' && draft.schoolCode !== target.schoolCode.toLowerCase()));
  if (named || target) return { school: named, problem: null, foreign };
  return { school: null, foreign, problem: { field: 'schoolCode', problem: draft.schoolCode === '' ? schoolMissing : schoolUnknown } };
}

const schoolMissing = { vi: 'Thiếu mã trường của học sinh mới. Hãy điền cột "Mã trường".', en: 'A new pupil needs the code of the school.' };
const schoolUnknown = { vi: 'Mã trường này không có trong các trường của đơn vị. Hãy chọn trong danh sách của tệp mẫu.', en: 'No school of the unit has this code. Choose from the list of the template.' };
const placeUnknown = { vi: 'Mã địa danh không có trong danh mục. Hãy chọn trong danh sách của tệp mẫu, hoặc để trống.', en: 'No place has this code. Choose from the list of the template, or leave it empty.' };

function metOf(scope: ImportScope, { draft, target, twin, school, place }: { draft: Draft; target: KnownPupil | undefined; twin: KnownPupil | undefined; school: SchoolFound; place: NamedPlace | undefined }): Met {
  const { row, folded, numberKey } = draft;
  const given = row.values;
  const lives = residenceOf(place);
  const settled = target !== undefined && lives.kind === 'split' && lives.among.some((one) => one.id === target.placeId);
  const number = given['personalNumber'] ?? '';
  const sealed = number === '' ? '' : `sealed:${scope.secrets.seal(number).toString('base64')}`;
  const values = { ...given, personalNumber: sealed, ...(lives.kind === 'place' && { placeCode: lives.code }) };
  const className = given['className'] ?? '';
  const split = lives.kind === 'split' && !settled;
  return {
    values,
    targetId: target?.id ?? null,
    target: target ? { values: target.values, ours: !school.foreign, same: [...(numberKey !== null && numberKey === target.numberKey ? ['personalNumber'] : []), ...(settled ? ['placeCode'] : []), 'schoolCode'] } : null,
    twin: twin ? twinText : null,
    candidate: split ? { vi: `${place?.name ?? ''} đã chia về nhiều nơi: ${lives.among.map((one) => `${one.name} (${one.code})`).join(', ')}. Học sinh được nạp; nơi ở chờ người chọn.`, en: `The old place went to several: ${lives.among.map((one) => one.name).join(', ')}. A person chooses.` } : null,
    problems: [...(school.problem ? [school.problem] : []), ...((given['placeCode'] ?? '') !== '' && lives.kind === 'none' ? [{ field: 'placeCode', problem: placeUnknown }] : [])],
    identities: [...(numberKey === null ? [] : [`n:${numberKey}`]), ...(draft.birthDate === '' ? [] : [`p:${draft.person}`])],
    ready: {
      ...(target ? { stamp: String(target.version) } : { isNew: true, code: draft.code === '' ? madeCode(scope.importId, row.rowNumber) : draft.code, schoolId: school.school?.id ?? '', schoolPath: school.school?.path ?? '' }),
      ...(folded !== '' && { folded, sortKey: nameSortKey(given['fullName'] ?? '') }),
      ...(className !== '' && { cohort: cohortOf(className, school.school?.levels ?? []) ?? target?.values['cohort'] ?? 'grade-5' }),
      ...(numberKey !== null && { numberKey }), ...(numberKey !== null && target && { numberTo: scope.secrets.mask(number), numberFrom: maskSealed(scope, target.values['personalNumber'] ?? '') }),
      ...(lives.kind !== 'none' && !settled && { placeId: lives.id, residence: split ? 'split' : 'settled' }),
    },
  };
}

function maskSealed({ secrets }: ImportScope, sealed: string): string {
  return sealed === '' ? '' : secrets.mask(secrets.open(Buffer.from(sealed.slice(7), 'base64')));
}

const twinText = {
  vi: 'Đã có một học sinh cùng số định danh, hoặc cùng họ tên, ngày sinh và phụ huynh, dưới mã khác. Hãy kiểm tra mã học sinh; nếu đúng là hai em khác nhau, hãy nhập riêng em này.',
  en: 'A pupil with the same number, or the same name, birth date and parent, exists under another code. Check the code.',
};

/** The sector database gives codes; until then a pupil has one of ours, the same whenever the row is read again. */
function madeCode(importId: string, rowNumber: number): string {
  return `T-${createHash('sha256').update(`${importId}/${rowNumber}`).digest('hex').slice(0, 12).toUpperCase()}`;
}

const cohortOfGrade: Readonly<Record<string, Cohort>> = { 5: 'grade-5', 9: 'grade-9', 12: 'grade-12' };

/** By the number in the class's name, else by the school's only level. */
function cohortOf(className: string, levels: readonly Level[]): Cohort | null {
  const [level] = levels;
  const byLevel = level ? cohortOfLevel[level] : null;
  if (levels.length === 1) return byLevel;
  return cohortOfGrade[/^\D*(\d+)/.exec(className)?.[1] ?? ''] ?? byLevel;
}

/** One entry a changed field of the slip; `back`: the undo's, the other way round. A personal number only masked. */
async function writeHistory(tx: Tx, scope: ImportScope, rowNumbers: readonly number[] | 'back'): Promise<void> {
  const side = (which: 'from' | 'to') => sql.raw(`case when d.key = 'personalNumber' then coalesce(r.ready->>'${which === 'from' ? 'numberFrom' : 'numberTo'}', '') else d.value->>'${which}' end`);
  const back = rowNumbers === 'back';
  await tx.execute(sql`
    insert into pupil_history (pupil_id, school_path, field, before, after, made_by)
    select p.id, p.school_path, d.key, ${side(back ? 'to' : 'from')}, ${side(back ? 'from' : 'to')}, ${scope.actorId}
    from import_rows r join pupils p on p.id = r.target_id cross join lateral jsonb_each(r.diff) d
    where r.import_id = ${scope.importId} and r.applied and r.before is not null and ${back ? sql`true` : sql`r.row_number = any(${sql.param(`{${rowNumbers.join(',')}}`)}::int[])`}
      and d.key = any(${sql.param([...slipFields])}::text[])`);
}
