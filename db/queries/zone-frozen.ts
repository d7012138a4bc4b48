import { and, desc, eq, inArray } from 'drizzle-orm';
import type { LocalDate } from '../../domain/instant.ts';
import type { WhatIf } from '../../domain/zoning.ts';
import type { Tx } from '../client.ts';
import { seasons } from '../schema/seasons.ts';
import { zoneChanges } from '../schema/zones.ts';
import type { NewZoneChange } from './zone-plans.ts';
import type { ToldChange } from './zone-telling.ts';

type Frozen = Omit<NewZoneChange, 'after' | 'affected' | 'kind'> & { from: LocalDate; affected: WhatIf['affected']; year: number; schools: string[]; key: string };

/** Writes down a change after freezing with whom it concerns; its id. The season of the year, if one runs, says whether what goes out is real. */
export async function frozenChange(tx: Tx, { from, affected, year, schools, key, ...change }: Frozen): Promise<number> {
  const [season] = await tx.select({ id: seasons.id, rehearsal: seasons.rehearsal }).from(seasons)
    .where(and(eq(seasons.year, year), inArray(seasons.state, ['running', 'paused']))).orderBy(seasons.rehearsal, desc(seasons.createdAt)).limit(1);
  const after: ToldChange = { from, affected, schoolIds: schools, seasonId: season?.id ?? null, rehearsal: season?.rehearsal ?? false, key };
  const [row] = await tx.insert(zoneChanges).values({ ...change, kind: 'zones-frozen', after, affected: affected.reduce((sum, one) => sum + one.children, 0) }).returning({ id: zoneChanges.id });
  if (!row) throw new Error('the change did not come back');
  return row.id;
}
