import { PgDialect } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Tx } from './client.ts';

const dialect = new PgDialect();

/**
 * For the rest of the transaction: a named statement keeps its first plan (PostgreSQL would make a new one each time for an array of one, at four times
 * the cost of running it), and that plan goes by indexes even if it was made on the day when the tables were empty.
 */
export async function planOnce(tx: Tx): Promise<void> {
  await runNamed(tx, 'plan-once', sql`select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)`);
}

/**
 * A statement that each connection parses and plans once and knows by `name` from then on: for those that answer people by the hundred a second, where
 * planning costs more than running. One name, one text; PostgreSQL refuses another.
 */
export async function runNamed<Row>(tx: Tx, name: string, statement: SQL): Promise<Row[]> {
  const ready = tx._.session.prepareQuery<{ execute: { rows: Row[] }; all: unknown; values: unknown }>(dialect.sqlToQuery(statement), undefined, name, false);
  return (await ready.execute()).rows;
}
