import type { Pool } from 'pg';

export const rowsOfPage = 1_000;

/** One page of the peers' work, about as long as ours: a thousand rows in one transaction. No constraint forbids a second time, so that it shows. */
export async function insertPage(pool: Pool, run: string, page: number): Promise<void> {
  await pool.query(
    `with slow as (select pg_sleep(0.1)) insert into peer_rows (run, page, unit) select $1, $2, n from generate_series(1, ${rowsOfPage}) n, slow`, [run, page]);
}
