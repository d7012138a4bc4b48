import type { Client } from 'pg';
import type { Invariant } from './rehearse-report.ts';

/** Holds when nothing broke it; else names the first few. */
export const rule = (name: string, broken: readonly string[], fine: string): Invariant => ({
  name, holds: broken.length === 0, detail: broken.length === 0 ? fine : `${broken.length} broken: ${broken.slice(0, 5).join('; ')}${broken.length > 5 ? ' …' : ''}`,
});

/** One text a row. */
export const texts = async (db: Client, query: string, values: unknown[]): Promise<string[]> => (await db.query<{ text: string }>(query, values)).rows.map((row) => row.text);
