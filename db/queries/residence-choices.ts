import { sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/instant.ts';
import { schemeInForce } from '../../domain/place.ts';
import type { PlaceKind, PlaceScheme, ResidenceState } from '../../domain/place.ts';
import { addressBook } from '../../domain/place-name.ts';
import type { AddressBook } from '../../domain/place-name.ts';
import type { Tx } from '../client.ts';

export type Candidate = { id: string; code: string; name: string; above: string };
/** What a person chooses among, and whether a place may be chosen at all. */
export type Choices = { offered: Candidate[]; accepts: (place: Pick<Held, 'id' | 'scheme' | 'path'>) => boolean };
export type Homeless = { id: string; placeId: string | null; residence: ResidenceState; currentAddress: string; schoolPath: string };

type Held = Candidate & { parentId: string | null; kind: PlaceKind; scheme: PlaceScheme; path: string; unitPath: string };
const held = sql`x.id, x.code, x.name, coalesce(w.name, '') as above, x.parent_id as "parentId", x.kind, x.scheme, x.path, x.unit_path as "unitPath"`;

/** So many at most: a longer list helps nobody. */
const most = 60;

/**
 * Where each may live. Of a split place: in one of its successors, or in a part of one. Else: near the place that is known, by the address, and at last
 * anywhere among the wards of the school's middle unit; any current place of the scheme in force may be chosen.
 */
export async function choicesFor(tx: Tx, rows: readonly Homeless[], today: LocalDate): Promise<Map<string, Choices>> {
  const successors = await successorsOf(tx, [...new Set(rows.flatMap((row) => (row.residence === 'split' && row.placeId !== null ? [row.placeId] : [])))]);
  const areas = await areasOf(tx, rows, today);
  return new Map(rows.map((row) => {
    const next = row.residence === 'split' ? (successors.get(row.placeId ?? '') ?? []) : [];
    if (next.length > 0) return [row.id, { offered: next.map(shown), accepts: (place) => next.some((one) => place.path.startsWith(one.path)) }];
    const area = areas.get(middleOf(row.schoolPath));
    return [row.id, { offered: area ? offeredIn(area, row).slice(0, most).map(shown) : [], accepts: (place) => !area?.scheme || place.scheme === area.scheme }];
  }));
}

/** The unit above the school. */
const middleOf = (schoolPath: string): string => schoolPath.replace(/[^/]+\/$/, '');
const shown = ({ id, code, name, above }: Held): Candidate => ({ id, code, name, above });

/** Current places that came after a place or after what is above it, through those that ended in their turn. */
async function successorsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Held[]>> {
  if (ids.length === 0) return new Map();
  const found = await tx.execute<Held & { root: string }>(sql`
    with recursive up as (
      select p.id as root, p.id, p.parent_id from places p where p.id = any(${sql.param([...ids])}::uuid[]) union select up.root, p.id, p.parent_id from places p join up on up.parent_id = p.id),
    next as (
      select up.root, s.to_id from up join place_successors s on s.from_id = up.id
      union select n.root, s.to_id from next n join places e on e.id = n.to_id and e.state = 'ended' join place_successors s on s.from_id = e.id)
    select n.root, ${held} from next n join places x on x.id = n.to_id left join places w on w.id = x.parent_id where x.state = 'current' order by x.code`);
  const byRoot = new Map<string, Held[]>();
  for (const row of found.rows) byRoot.set(row.root, [...(byRoot.get(row.root) ?? []), row]);
  return byRoot;
}

type Area = { scheme: PlaceScheme | null; byId: ReadonlyMap<string, Held>; wards: Held[]; small: Held[]; book: AddressBook };

/** The catalogue around each school, in the scheme in force there; with it, where its pupils are known to live. */
async function areasOf(tx: Tx, rows: readonly Homeless[], today: LocalDate): Promise<Map<string, Area>> {
  const near = new Map<string, string[]>();
  for (const row of rows) near.set(middleOf(row.schoolPath), [...(near.get(middleOf(row.schoolPath)) ?? []), ...(row.placeId === null ? [] : [row.placeId])]);
  const areas = new Map<string, Area>();
  for (const [unitPath, known] of near) {
    const found = await tx.execute<Held>(sql`
      with beyond as materialized (select path from places n where n.id = any(${sql.param([...new Set(known)])}::uuid[]) and not n.unit_path ^@ ${unitPath})
      select ${held} from places x left join places w on w.id = x.parent_id
      where x.state = 'current' and (x.unit_path ^@ ${unitPath} or x.path ^@ any (array(select path from beyond))) order by length(x.code), x.code`);
    const own = found.rows.filter((one) => one.unitPath.startsWith(unitPath));
    const scheme = schemeInForce([...new Set((own.length > 0 ? own : found.rows).map((one) => one.scheme))], today);
    const places = found.rows.filter((one) => one.scheme === scheme);
    const wards = places.filter((one) => one.kind === 'commune' && one.unitPath.startsWith(unitPath));
    areas.set(unitPath, { scheme, byId: new Map(places.map((one) => [one.id, one])), wards, small: places.filter((one) => one.kind === 'hamlet' || one.kind === 'group'), book: addressBook(places) });
  }
  return areas;
}

function offeredIn({ byId, wards, small, book }: Area, row: Homeless): Held[] {
  const named = book.likely(row.currentAddress).flatMap((id) => byId.get(id) ?? []);
  const known = byId.get(row.placeId ?? '');
  const around = known === undefined ? [] : [...small.filter((one) => one.parentId === known.id), known];
  // A corrected address that names one place says more than where the pupil lived; in a commune (since the reform, say) the old address may name another's ward.
  const first = known?.kind === 'commune' ? named.filter((one) => around.includes(one)) : book.match(row.currentAddress).kind === 'settled' ? named : around;
  const found = [...new Set([...first, ...around, ...named])];
  if (found.length > 0) return found;
  // In a commune of 2025 the school's own is the only ward: its groups are what there is to choose.
  return wards.length === 1 ? [...small.filter((one) => one.parentId === wards[0]?.id), ...wards] : wards;
}
