import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { pupils } from './schema/families.ts';

/**
 * As schools list a class: by given name, all of it, tones included, then by the rest. Compared as one text,
 * ICU would look at letters across both before any tone, and put Bùi Tiến Dũng before Lê Thị Dung.
 * The expressions are those of the index in db/guards/50-order.sql. `orderBy(...inNameOrder, pupils.id)`.
 */
export const givenName: SQL = sql`split_part(${pupils.sortKey}, ' ', 1) collate "vi-x-icu"`;
export const inNameOrder: readonly SQL[] = [givenName, sql`${pupils.sortKey} collate "vi-x-icu"`];
