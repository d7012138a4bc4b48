import { auditHolds } from './support/checks.ts';
import { openSeason, untilStarted, answerAll } from './support/people.ts';
import { Ledger } from './support/ledger.ts';
import type { Fault, Victim } from './support/stage.ts';
import { setTrap } from './support/trap.ts';

const cases: readonly { victim: Victim; moment: 'before commit' | 'after commit' }[] = [
  { victim: 'worker', moment: 'before commit' }, { victim: 'worker', moment: 'after commit' }, { victim: 'postgres', moment: 'before commit' },
];

/** The audit log gives entries their leaves and signs a head: rows, nodes and head in one transaction, then the witness file. */
export const atSealing: Fault = {
  name: 'at-sealing',
  what: 'kill -9 while the audit log is sealed',
  rounds: cases.length,
  async run(stage, round) {
    const { victim, moment } = cases[round % cases.length] ?? cases[0] ?? { victim: 'worker', moment: 'before commit' };
    await stage.worker();
    const ledger = new Ledger();
    const season = await openSeason(stage, 'sealing', 1);
    await untilStarted(stage, season);
    await stage.ground.until('all sealed', 30_000, async () => (await stage.count('from audit_entries where leaf_index is null')) === 0);
    const heads = await stage.count('from audit_heads');
    const trap = moment === 'before commit' ? await setTrap(stage.ground.postgres.url, 'audit_heads') : null;
    const work = answerAll(stage, ledger, season, 4);
    if (trap) await trap.sprung();
    else await stage.ground.until('a new head', 30_000, async () => (await stage.count('from audit_heads')) > heads, 1);
    await stage.strike(victim);
    await trap?.open();
    await work;
    const { figures, broken } = await ledger.compare(stage.ground);
    return { figures: { ...figures, 'audit entries': await stage.count('from audit_entries') }, broken: [...broken, ...(await auditHolds(stage))] };
  },
};
