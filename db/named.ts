import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Tx } from './client.ts';

const dialect = new PgDialect();

/**
 * A statement written once, with `sql.placeholder`s, that each connection parses and plans once and knows by `name` from then on: for those that answer
 * people by the hundred a second, where building and planning cost more than running. One name, one text; PostgreSQL refuses another.
 */
export function named<Row>(name: string, statement: SQL): (tx: Tx, values?: Record<string, unknown>) => Promise<Row[]> {
  const query = dialect.sqlToQuery(statement);
  return async (tx, values = {}) => {
    const ready = tx._.session.prepareQuery<{ execute: { rows: Row[] }; all: unknown; values: unknown }>(query, undefined, name, false);
    return (await ready.execute(values)).rows;
  };
}

/**
 * For the rest of the transaction: a named statement keeps its first plan (PostgreSQL would make a new one each time for an array of one, at four times
 * the cost of running it), and that plan goes by indexes even if it was made on the day when the tables were empty.
 */
export const planOnce = named('plan-once', sql`select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)`);
