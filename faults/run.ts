import { Ground, stopOnSignal } from '../bench/ground/ground.ts';
import { seedProvince } from '../bench/ground/province.ts';
import type { Progress } from '../tools/progress.ts';
import { atAnswer } from './at-answer.ts';
import { atDispute } from './at-dispute.ts';
import { atIdentity } from './at-identity.ts';
import { atImport } from './at-import.ts';
import { atOpen } from './at-open.ts';
import { atRelay } from './at-relay.ts';
import { atRungs } from './at-rungs.ts';
import { atSealing } from './at-sealing.ts';
import { atStart } from './at-start.ts';
import { deadline } from './deadline.ts';
import { extendAway } from './extend-away.ts';
import { mailDrop, mailKill } from './mail.ts';
import { poolExhausted } from './pool-exhausted.ts';
import { relayTwice } from './relay-twice.ts';
import { sameUpdate } from './same-update.ts';
import { Stage } from './support/stage.ts';
import type { Fault } from './support/stage.ts';
import { twoClerks } from './two-clerks.ts';
import { underLoadFaults } from './under-load.ts';
import { wrongKey } from './wrong-key.ts';

export const faults: readonly Fault[] = [atOpen, atStart, atAnswer, atRungs, atRelay, atSealing, atDispute, atIdentity, atImport, ...underLoadFaults, relayTwice, sameUpdate, twoClerks, deadline, extendAway, mailDrop, mailKill, wrongKey, poolExhausted];

export type FaultResult = { name: string; what: string; round: number; seconds: number; figures: Readonly<Record<string, number | string>>; broken: readonly string[] };

/** All chosen faults on one set of servers. A fault that throws is broken too, and the next goes on with what is left standing. */
export async function runFaults(chosen: readonly Fault[], { rounds, schools, say }: { rounds: (fault: Fault) => number; schools: number; say: Progress }): Promise<FaultResult[]> {
  const ground = await Ground.start(say);
  stopOnSignal(ground);
  const results: FaultResult[] = [];
  const stage = new Stage(ground, await seedProvince(ground.db, { districts: 20, schools }), say);
  try {
    for (const fault of chosen) {
      for (let round = 0; round < rounds(fault); round += 1) {
        const since = performance.now();
        const outcome = await fault.run(stage, round).catch((failure: unknown) => ({ figures: {}, broken: [failure instanceof Error ? failure.message : String(failure)] }));
        const broken = [...outcome.broken, ...stage.ends.splice(0)];
        const result = { name: fault.name, what: fault.what, round, seconds: (performance.now() - since) / 1_000, figures: outcome.figures, broken };
        results.push(result);
        say(lineOf(result));
      }
    }
  } finally {
    await stage.close();
    await ground.stop();
  }
  return results;
}

function lineOf({ name, round, seconds, figures, broken }: FaultResult): string {
  const said = Object.entries(figures).map(([what, value]) => `${what} ${typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(1) : value}`).join(', ');
  return `${name} ${round + 1} (${seconds.toFixed(0)} s): ${said}${broken.length > 0 ? ` BROKEN: ${broken.join('; ')}` : ''}`;
}
