import { and, asc, desc, eq, gte, lt } from 'drizzle-orm';
import { holidaysOf } from '../../domain/calendar.ts';
import type { Holiday, Holidays } from '../../domain/calendar.ts';
import type { Tx } from '../client.ts';
import { holidays } from '../schema/people.ts';

export const holidaySorts = ['date', 'kind', 'name'] as const;

export async function listHolidays(
  tx: Tx,
  year: number | undefined,
  sort: { column: (typeof holidaySorts)[number]; descending: boolean },
): Promise<Holiday[]> {
  const where = year === undefined ? undefined : and(gte(holidays.date, `${year}-01-01`), lt(holidays.date, `${year + 1}-01-01`));
  return await tx
    .select()
    .from(holidays)
    .where(where)
    .orderBy((sort.descending ? desc : asc)(holidays[sort.column]), asc(holidays.date));
}

/** The whole table as rules want it. */
export async function readHolidays(tx: Tx): Promise<Holidays> {
  return holidaysOf(await tx.select().from(holidays));
}

export async function holidayOn(tx: Tx, date: string): Promise<Holiday | null> {
  const [row] = await tx.select().from(holidays).where(eq(holidays.date, date));
  return row ?? null;
}

export async function putHoliday(tx: Tx, holiday: Holiday): Promise<Holiday> {
  await tx
    .insert(holidays)
    .values(holiday)
    .onConflictDoUpdate({ target: holidays.date, set: { kind: holiday.kind, name: holiday.name } });
  return holiday;
}

export async function removeHoliday(tx: Tx, date: string): Promise<boolean> {
  return (await tx.delete(holidays).where(eq(holidays.date, date)).returning({ date: holidays.date })).length > 0;
}
