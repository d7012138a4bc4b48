import { and, eq, inArray, sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/instant.ts';
import { wardFates } from '../../domain/reform.ts';
import type { WardFate, WardMapping } from '../../domain/reform.ts';
import type { Tx } from '../client.ts';
import { placeSuccessors } from '../schema/places.ts';
import { notePlaceChange } from './places.ts';
import type { Made } from './places.ts';

type Ward = { id: string; code: string; name: string; district: string; unitPath: string };
export type OpenWard = { id: string; code: string; name: string; kind: WardFate['kind']; absent: string[] };
export type Reformed = { whole: number; split: number; adrift: number; /** Wards that a person has to look at. */ open: OpenWard[] };

/**
 * Writes down what became of each old ward under a unit: whole where one commune of the catalogue took all of it, else open. What somebody wrote before
 * stands, and disagreement opens the ward. Repeatable: a second time writes nothing.
 */
export async function loadReform(tx: Tx, mappings: readonly WardMapping[], { province, unitPath }: { province: string; unitPath: string }, made: Made & { on: LocalDate }): Promise<Reformed> {
  const wards = (await tx.execute<Ward>(sql`
    select p.id, p.code, p.name, coalesce(d.name, '') as district, p.unit_path as "unitPath" from places p left join places d on d.id = p.parent_id and d.kind = 'district'
    where p.scheme = '2023' and p.kind = 'commune' and p.state = 'current' and p.unit_path ^@ ${unitPath} order by p.code`)).rows;
  const communes = (await tx.execute<{ id: string; name: string }>(sql`
    select id, name from places where scheme = '2025' and kind = 'commune' and state = 'current' and split_part(unit_path, '/', 1) = split_part(${unitPath}, '/', 1)`)).rows;
  const ids = wards.map((one) => one.id);
  const written = ids.length === 0 ? [] : await tx.select().from(placeSuccessors).where(inArray(placeSuccessors.fromId, ids));
  const noted = await notesOf(tx, ids);
  const done: Reformed = { whole: 0, split: 0, adrift: 0, open: [] };
  for (const [at, fate] of wardFates(wards, communes, mappings, province).entries()) {
    const ward = wards[at];
    if (!ward) continue;
    const { kind, changed } = await writeFate(tx, fate, written.filter((one) => one.fromId === ward.id), made.on);
    const after = { successors: fate.successors, absent: fate.absent };
    if (changed || (kind !== 'whole' && noted.get(ward.id) !== JSON.stringify(after))) await notePlaceChange(tx, ward, kind === 'whole' ? 'merge' : 'split', {}, after, made);
    done[kind] += 1;
    if (kind !== 'whole') done.open.push({ id: ward.id, code: ward.code, name: ward.district === '' ? ward.name : `${ward.name}, ${ward.district}`, kind, absent: fate.absent });
  }
  return done;
}

/** The last word of the data on each ward, as written. */
async function notesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await tx.execute<{ id: string; successors: string[]; absent: string[] }>(sql`
    select distinct on (place_id) place_id as id, after -> 'successors' as successors, after -> 'absent' as absent from place_changes
    where place_id = any(${sql.param([...ids])}::uuid[]) and after -> 'absent' is not null order by place_id, id desc`);
  return new Map(found.rows.map(({ id, successors, absent }) => [id, JSON.stringify({ successors, absent })]));
}

type Written = typeof placeSuccessors.$inferSelect;

async function writeFate(tx: Tx, fate: WardFate, written: readonly Written[], on: LocalDate): Promise<{ kind: WardFate['kind']; changed: boolean }> {
  const others = written.filter((one) => !fate.successors.includes(one.toId));
  // The data know nothing, somebody does.
  if (fate.kind === 'adrift' && others.length > 0) return { kind: others.length === 1 && others[0]?.whole ? 'whole' : 'split', changed: false };
  const whole = fate.kind === 'whole' && others.length === 0 && written.every((one) => one.whole);
  const fresh = fate.successors.filter((toId) => !written.some((one) => one.toId === toId));
  if (fresh.length > 0) await tx.insert(placeSuccessors).values(fresh.map((toId) => ({ fromId: fate.wardId, toId, on, whole }))).onConflictDoNothing();
  const opened = whole ? [] : await tx.update(placeSuccessors).set({ whole: false }).where(and(eq(placeSuccessors.fromId, fate.wardId), eq(placeSuccessors.whole, true))).returning({ toId: placeSuccessors.toId });
  return { kind: whole ? 'whole' : fate.kind === 'adrift' ? 'adrift' : 'split', changed: fresh.length > 0 || opened.length > 0 };
}

/**
 * Pupils of wards that went whole into one commune go there in one statement: to the group of the same name, where it is the only one of that name on
 * either side, else to the commune itself, and then a person names the group. Pupils of a ward that was split, or of which nobody knows, wait for a person.
 * Who waited before, waits on. Repeatable: what is carried over is carried over.
 */
export async function carryOver(tx: Tx, unitPath: string, open: readonly OpenWard[]): Promise<{ moved: number; waiting: number }> {
  const moved = await tx.execute(sql`
    with pairs as (
      select old.id as from_id, new.id as commune_id, same.id as same_id,
        count(*) over (partition by old.id) as there, count(*) over (partition by same.id) as here
      from places ward join place_successors s on s.from_id = ward.id and s.whole join places new on new.id = s.to_id and new.state = 'current' and new.scheme = '2025'
      join places old on old.path ^@ ward.path left join places same on same.parent_id = new.id and same.folded = old.folded and same.state = 'current' and old.id <> ward.id
      where ward.unit_path ^@ ${unitPath} and ward.scheme = '2023'),
    target as (select distinct from_id, case when there = 1 and here = 1 and same_id is not null then same_id else commune_id end as to_id from pairs)
    update pupils p set place_id = t.to_id, version = p.version + 1,
      residence = case when p.residence <> 'settled' then p.residence when exists (select from places b where b.parent_id = t.to_id and b.state = 'current') then 'unclear' else 'settled' end
    from target t where p.place_id = t.from_id and p.standing <> 'merged'`);
  const waiting = await tx.execute(sql`
    update pupils p set residence = 'split', version = p.version + 1 from places old, places ward, place_successors s
    where s.from_id = ward.id and not s.whole and ward.unit_path ^@ ${unitPath} and old.path ^@ ward.path and p.place_id = old.id and p.standing <> 'merged' and p.residence <> 'split'`);
  const adrift = open.filter((one) => one.kind === 'adrift').map((one) => one.id);
  const lost = await tx.execute(sql`
    update pupils p set residence = 'unclear', version = p.version + 1 from places old, places ward
    where ward.id = any(${sql.param(adrift)}::uuid[]) and old.path ^@ ward.path and p.place_id = old.id and p.standing <> 'merged' and p.residence = 'settled'`);
  return { moved: moved.rowCount ?? 0, waiting: (waiting.rowCount ?? 0) + (lost.rowCount ?? 0) };
}

export type ReformWard = Omit<OpenWard, 'kind'> & { kind: WardFate['kind'] | null; district: string; successors: { id: string; code: string; name: string }[]; pupils: number; waiting: number };

/** The old wards under a unit with what is written of each (`null`: nothing yet), how many pupils are still registered there and how many of them wait for a person. */
export async function reformWards(tx: Tx, unitPath: string): Promise<ReformWard[]> {
  const found = await tx.execute<Omit<ReformWard, 'kind'> & { whole: boolean; noted: boolean }>(sql`
    select w.id, w.code, w.name, coalesce(d.name, '') as district, coalesce(s.successors, '[]'::jsonb) as successors, coalesce(s.whole, false) as whole, n.absent is not null as noted, coalesce(n.absent, '[]'::jsonb) as absent,
      coalesce(p.pupils, 0) as pupils, coalesce(p.waiting, 0) as waiting
    from places w left join places d on d.id = w.parent_id and d.kind = 'district'
    left join lateral (select jsonb_agg(jsonb_build_object('id', t.id, 'code', t.code, 'name', t.name) order by t.code) as successors, bool_and(x.whole) as whole from place_successors x join places t on t.id = x.to_id where x.from_id = w.id) s on true
    left join lateral (select c.after -> 'absent' as absent from place_changes c where c.place_id = w.id and c.after -> 'absent' is not null order by c.id desc limit 1) n on true
    left join lateral (
      select count(*)::int as pupils, (count(*) filter (where r.residence <> 'settled'))::int as waiting from places b join pupils r on r.place_id = b.id where b.path ^@ w.path and r.standing = 'enrolled') p on true
    where w.scheme = '2023' and w.kind = 'commune' and w.state = 'current' and w.unit_path ^@ ${unitPath} order by w.code`);
  return found.rows.map(({ whole, noted, ...ward }) => ({ ...ward, kind: ward.successors.length > 0 ? (whole ? 'whole' : 'split') : noted ? 'adrift' : null }));
}
