import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';

export type Trap = {
  /** Resolves once somebody stands at the held table: in the middle of a transaction, before its commit. */
  sprung(withinMs?: number): Promise<void>;
  /** Lets everybody pass. */
  open(): Promise<void>;
};

/** Holds a table against writers, so that the next transaction that writes it stops there and can be killed exactly there. */
export async function setTrap(url: string, table: string): Promise<Trap> {
  const holder = new Client({ connectionString: url });
  holder.on('error', () => undefined);
  await holder.connect();
  await holder.query('begin');
  await holder.query(`lock table ${table} in share row exclusive mode`);
  return {
    async sprung(withinMs = 60_000) {
      const until = performance.now() + withinMs;
      for (;;) {
        const { rows } = await holder.query<{ waiting: number }>(`select count(*)::int as waiting from pg_locks where relation = '${table}'::regclass and not granted`);
        if ((rows[0]?.waiting ?? 0) > 0) return;
        if (performance.now() > until) throw new Error(`nobody wrote ${table} within ${withinMs / 1_000} s`);
        await sleep(5);
      }
    },
    async open() {
      // PostgreSQL itself may have been the victim.
      await holder.query('rollback').catch(() => undefined);
      await holder.end().catch(() => undefined);
    },
  };
}
