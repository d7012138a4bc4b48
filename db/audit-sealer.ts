import type { KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sealAudit } from './audit-seal.ts';
import { witnessedSize, witnessHeads } from './audit-witness.ts';
import type { Db } from './client.ts';

export type Sealer = { stop(): Promise<void> };

/**
 * Seals what waits, each second, and writes heads to the witness file. Several may run: a lock in the
 * database lets one work. A failure is told to `onFailure` and tried again.
 */
export function startSealer(db: Db, key: KeyObject, options: {
  /** DATA/audit/heads.jsonl */
  witnessFile: string;
  everyMs?: number;
  onFailure?: (failure: unknown) => void;
}): Sealer {
  const stopping = new AbortController();
  const batch = 5_000;
  const loop = (async () => {
    let witnessed: number | undefined;
    // At first too: heads that an earlier process signed but did not live to write down.
    let toWitness = true;
    while (!stopping.signal.aborted) {
      try {
        const done = await sealAudit(db, key, { now: Date.now(), limit: batch });
        toWitness ||= done !== null;
        if (done?.sealed === batch) continue;
        if (toWitness) {
          witnessed ??= await witnessedSize(options.witnessFile);
          witnessed = await witnessHeads(db, options.witnessFile, witnessed);
        }
        toWitness = false;
      } catch (failure) {
        options.onFailure?.(failure);
      }
      await sleep(options.everyMs ?? 1_000, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
