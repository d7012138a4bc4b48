import { sql } from 'drizzle-orm';
import { levelOfIntake } from '../../../domain/cohort.ts';
import { evaluateZoning, zonedIntakes } from '../../../domain/zoning.ts';
import type { ZoneFinding, ZoningResult } from '../../../domain/zoning.ts';
import type { Text } from '../../../domain/plan.ts';
import type { Work, WorkBlocker, WorkFigure, WorkScope } from '../../../domain/work.ts';
import type { Tx } from '../../client.ts';
import { zonePlanOf } from '../zone-plans.ts';
import { childrenIn, readZoning } from '../zoning-read.ts';
import type { ReadWork } from './work-state.ts';

const text = (vi: string, en: string): Text => ({ vi, en });
const figure = (key: string, vi: string, en: string, value: number): WorkFigure => ({ key, label: text(vi, en), value });

const saying = {
  'no-school': (n) => text(`${n} địa danh chưa có trường`, `${n} places without a school`),
  'two-schools': (n) => text(`${n} địa danh có hai trường mà không phải tuyến chung`, `${n} places with two schools that do not share them`),
  'no-quota': (n) => text(`${n} trường có tuyến mà chưa có chỉ tiêu`, `${n} schools with a zone and no quota`),
  'wrong-level': (n) => text(`${n} trường được phân tuyến ở cấp học trường không có`, `${n} schools zoned for a level they do not have`),
  'child-without-school': (n) => text(`Trẻ ở ${n} địa danh chưa có trường`, `Children of ${n} places have no school`),
} as const satisfies Record<ZoneFinding['code'], (n: number) => Text>;

/** Places, zones and quotas are public; the children of a unit's own schools are what the asker may count here, all of them in the deciding transaction. */
async function evaluated(tx: Tx, { unitPath, year }: WorkScope): Promise<ZoningResult & { places: number }> {
  const read = await readZoning(tx, { year, unitPath });
  return { ...evaluateZoning({ ...read, children: await childrenIn(tx, unitPath) }), places: read.places.length };
}

function blockersOf(findings: readonly ZoneFinding[]): WorkBlocker[] {
  return Object.entries(saying).flatMap(([code, say]) => {
    const found = new Set(findings.filter((one) => one.code === code).map((one) => `${one.placeId}/${one.schoolId}`)).size;
    return found === 0 ? [] : [{ code, message: say(found), count: found, to: '/zones' }];
  });
}

/** HP-2023 step 5, LA-2022: the middle unit's drawing, checked and decided. */
const zoning: ReadWork = async (tx, scope) => {
  const { seats, findings, places } = await evaluated(tx, scope);
  const plan = await zonePlanOf(tx, scope.unitId, scope.year);
  const sum = (of: (one: (typeof seats)[number]) => number, intake?: string): number => seats.filter((one) => intake === undefined || one.intake === intake).reduce((all, one) => all + of(one), 0);
  const isDecided = plan !== null && ['decided', 'supervised', 'frozen'].includes(plan.state);
  const names = { 'kindergarten-5': text('Chỉ tiêu mẫu giáo 5 tuổi', 'Quota, kindergarten'), 'grade-1': text('Chỉ tiêu lớp 1', 'Quota, grade 1'), 'grade-6': text('Chỉ tiêu lớp 6', 'Quota, grade 6') } as const;
  return {
    to: '/zones',
    figures: [
      figure('places', 'Số địa danh', 'Places', places), ...zonedIntakes.map((intake): WorkFigure => ({ key: intake, label: names[intake], value: sum((one) => one.seats ?? 0, intake) })),
      figure('children', 'Số trẻ trong tuyến', 'Children zoned', sum((one) => one.children)), figure('shortfall', 'Thiếu chỗ', 'Seats short', sum((one) => one.shortfall)),
    ],
    blockers: [
      ...blockersOf(findings),
      ...(isDecided ? [] : [{ code: 'not-decided', message: text('Chưa ghi quyết định phê duyệt phương án', 'The decision approving the plan is not recorded'), count: 1, to: '/zones' }]),
    ],
  };
};

/** A school says what it thinks of the draft; a draft that is decided already waits for nobody. */
const comment: ReadWork = async (tx, { unitId, year }) => {
  const found = await tx.execute<{ state: string | null; said: boolean; seats: number | null; planId: string | null }>(sql`
    select p.state, p.id as "planId", exists (select from zone_comments c where c.plan_id = p.id and c.school_id = ${unitId}) as said, (select sum(seats)::int from quotas q where q.school_id = ${unitId} and q.year = ${year}) as seats
    from units u left join zone_plans p on p.unit_id = u.parent_id and p.year = ${year} where u.id = ${unitId}`);
  const { state = null, said = false, seats = null, planId = null } = found.rows[0] ?? {};
  const to = planId === null ? '/zones' : `/zones?plan=${planId}`;
  // Schools directly under the Sở have no district that draws for them.
  const drawn = await tx.execute<{ n: number }>(sql`select count(*)::int as n from units u join units m on m.id = u.parent_id where u.id = ${unitId} and m.tier in ('district', 'commune')`);
  const waits = state === null || state === 'draft';
  return {
    to, figures: [figure('seats', 'Chỉ tiêu dự kiến của trường', 'Seats proposed for the school', seats ?? 0)],
    blockers: (drawn.rows[0]?.n ?? 0) === 0 ? [] : waits
      ? [{ code: 'no-draft', message: text('Phòng (xã) chưa gửi dự thảo để góp ý', 'The office has not sent its draft yet'), count: 1, to }]
      : state === 'commenting' && !said ? [{ code: 'no-comment', message: text('Trường chưa góp ý dự thảo', 'The school has not commented'), count: 1, to }] : [],
  };
};

/** The Sở sees every plan; whoever is not decided or supervised holds it up. */
const supervision: ReadWork = async (tx, { unitPath, year }) => {
  const found = await tx.execute<{ units: number; supervised: number; unzoned: number }>(sql`
    -- Zoned places and all below them, walked down once: a province has 20,000.
    with recursive covered as (
      select z.place_id as id from zones z where z.year = ${year} and z.valid_to is null
      union select p.id from covered c join places p on p.parent_id = c.id)
    select count(*)::int as units, count(*) filter (where p.state in ('supervised', 'frozen'))::int as supervised,
      (select count(*)::int from places x where x.state = 'current' and x.unit_path ^@ ${unitPath} and not exists (select from places y where y.parent_id = x.id and y.state = 'current')
        and not exists (select from covered c where c.id = x.id)) as unzoned
    from units u left join zone_plans p on p.unit_id = u.id and p.year = ${year}
    where u.tier in ('district', 'commune') and u.active and u.path ^@ ${unitPath} and exists (select from units s where s.parent_id = u.id and s.active and s.levels && '{kindergarten,primary,lower-secondary}')`);
  const { units = 0, supervised = 0, unzoned = 0 } = found.rows[0] ?? {};
  return {
    to: '/zones', figures: [figure('units', 'Số đơn vị phải phân tuyến', 'Units that draw zones', units), figure('supervised', 'Đã giám sát', 'Supervised', supervised), figure('unzoned', 'Địa danh chưa có tuyến nào', 'Places without any zone', unzoned)],
    blockers: supervised === units ? [] : [{ code: 'not-supervised', message: text(`${units - supervised} phương án chưa giám sát xong`, `${units - supervised} plans not supervised yet`), count: units - supervised, to: '/zones' }],
  };
};

/** Schools that zones and quotas are drawn for. */
const admits = sql.raw(`s.tier = 'school' and s.active and s.levels && '{${[...new Set(zonedIntakes.map((one) => levelOfIntake[one]))].join(',')}}'`);

/** What parents see of the school is the public page that the house keeps: it stands once zone and quota are there and decided. */
const publication: ReadWork = async (tx, { unitId, year }) => {
  const found = await tx.execute<{ quotas: number; zones: number; decided: boolean; code: string; drawn: boolean }>(sql`
    select s.code, m.tier in ('district', 'commune') and ${admits} as drawn, (select count(*)::int from quotas q where q.school_id = s.id and q.year = ${year}) as quotas,
      (select count(*)::int from zones z where z.school_id = s.id and z.year = ${year} and z.valid_to is null) as zones,
      exists (select from zone_plans p where p.unit_id = s.parent_id and p.year = ${year} and p.state in ('decided', 'supervised', 'frozen')) as decided
    from units s join units m on m.id = s.parent_id where s.id = ${unitId}`);
  const { quotas = 0, zones = 0, decided = false, code = '', drawn = false } = found.rows[0] ?? {};
  const to = `/zones?school=${code}`;
  return {
    to, figures: [figure('zones', 'Số địa danh trong tuyến', 'Places in the zone', zones), figure('quotas', 'Số khối đã có chỉ tiêu', 'Intakes with a quota', quotas)],
    blockers: !drawn ? [] : [
      ...(decided ? [] : [{ code: 'not-decided', message: text('Tuyến và chỉ tiêu chưa được phê duyệt nên trang công khai chưa có', 'Zone and quota are not approved, so the public page is not there yet'), count: 1, to: '/zones' }]),
      ...(zones > 0 ? [] : [{ code: 'no-zone', message: text('Trường chưa được phân địa danh nào; hãy đề nghị Phòng (xã) bổ sung vào tuyến', 'No place is zoned to the school; ask the office to draw it in'), count: 1, to }]),
      ...(quotas > 0 ? [] : [{ code: 'no-quota', message: text('Trường chưa có chỉ tiêu; hãy đề nghị Phòng (xã) nhập', 'The school has no quota; ask the office to enter it'), count: 1, to }]),
    ],
  };
};

/** LA-2022: every school of the district says which papers a family must bring; they stand with its quota, so a school with a zone, or a district, without quotas has not said it. */
const papers: ReadWork = async (tx, { unitPath, year }) => {
  const found = await tx.execute<{ all: number; without: number; bare: number }>(sql`
    with mine as (select q.school_id, q.papers from quotas q where q.unit_path ^@ ${unitPath} and q.year = ${year})
    select (select count(*)::int from mine) as all, (select count(*)::int from mine where papers = '[]'::jsonb) as without,
      (select count(*)::int from units s where ${admits} and s.path ^@ ${unitPath} and not exists (select from mine where school_id = s.id)
        and (not exists (select from mine) or exists (select from zones z where z.school_id = s.id and z.year = ${year} and z.valid_to is null))) as bare`);
  const { all = 0, without = 0, bare = 0 } = found.rows[0] ?? {};
  return {
    to: '/zones', figures: [figure('quotas', 'Số chỉ tiêu', 'Quotas', all)],
    blockers: [
      ...(bare === 0 ? [] : [{ code: 'no-quota', message: text(`${bare} trường chưa có chỉ tiêu để ghi giấy tờ phải nộp`, `${bare} schools without a quota, and so without the papers to bring`), count: bare, to: '/zones' }]),
      ...(without === 0 ? [] : [{ code: 'no-papers', message: text(`${without} chỉ tiêu chưa ghi giấy tờ phải nộp`, `${without} quotas without the papers to bring`), count: without, to: '/zones' }]),
    ],
  };
};

export const zoningWorks = { zoning, 'zone-comment': comment, 'zoning-supervision': supervision, 'zone-publication': publication, 'admission-papers': papers } as const satisfies Partial<Record<Work, ReadWork>>;
