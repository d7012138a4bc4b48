import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';

/** A place by its code, and what became of it. */
export type NamedPlace = { id: string; code: string; name: string; state: string; successors: { id: string; code: string; name: string; whole: boolean }[] };

export async function placesByCode(tx: Tx, codes: readonly string[]): Promise<Map<string, NamedPlace>> {
  const wanted = [...new Set(codes.filter((one) => one !== ''))];
  if (wanted.length === 0) return new Map();
  const found = await tx.execute<NamedPlace>(sql`
    select p.id, p.code, p.name, p.state, coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'code', n.code, 'name', n.name, 'whole', s.whole) order by n.code)
      from place_successors s join places n on n.id = s.to_id where s.from_id = p.id), '[]') as successors
    from places p where p.code = any(${sql.param(wanted)}::text[])`);
  return new Map(found.rows.map((row) => [row.code, row]));
}

/** Where somebody lives by a code of the file. `split`: the old place went to several; a person decides, never a guess. */
export type Residence =
  | { kind: 'place'; id: string; code: string }
  | { kind: 'split'; id: string; code: string; among: NamedPlace['successors'] }
  | { kind: 'none' };

export function residenceOf(place: NamedPlace | undefined): Residence {
  if (!place || place.state === 'refused') return { kind: 'none' };
  if (place.state !== 'ended' || place.successors.length === 0) return { kind: 'place', id: place.id, code: place.code };
  const [only, ...others] = place.successors;
  if (only && others.length === 0 && only.whole) return { kind: 'place', id: only.id, code: only.code };
  return { kind: 'split', id: place.id, code: place.code, among: place.successors };
}
