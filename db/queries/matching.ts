import { and, sql } from 'drizzle-orm';
import type { AnyColumn, SQL } from 'drizzle-orm';
import { fold } from '../../domain/text.ts';

/** Accent-free search: every word of `q` somewhere in the folded text, in any order; `%` and `_` meant literally. */
export function matching(column: AnyColumn | SQL, q: string): SQL | undefined {
  const words = fold(q)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, 8);
  return and(...words.map((word) => sql`${column} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`));
}

/** What a list asks: filter, one sort column, a range of rows. */
export type ListOf<F, S extends string> = { filter: F; sort: { column: S; descending: boolean }; offset: number; limit: number };
export type Listed<T> = { rows: T[]; total: number };
