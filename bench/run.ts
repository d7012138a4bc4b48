import { approve } from './approve.ts';
import { board } from './board.ts';
import { importing } from './import.ts';
import { memory } from './memory.ts';
import { provinceWide } from './province.ts';
import { recover } from './recover.ts';
import { season } from './season.ts';
import { slips } from './slips.ts';
import { units } from './units.ts';
import { Ground, stopOnSignal } from './ground/ground.ts';
import { seedProvince } from './ground/province.ts';
import type { Bench, BenchOptions, Result } from './result.ts';

export const benches: readonly Bench[] = [approve, memory, season, units, recover, importing, provinceWide, slips, board];

/** Each bench on servers of its own, so that none pays for the rows of another. */
export async function runBenches(chosen: readonly Bench[], options: BenchOptions): Promise<Result[]> {
  const results: Result[] = [];
  for (const bench of chosen) {
    const ground = await Ground.start(options.say);
    stopOnSignal(ground);
    try {
      const province = await seedProvince(ground.db, bench.size?.(options) ?? { districts: 4, schools: options.quick ? 12 : 100 });
      results.push(...(await bench.run({ ...options, ground, province })));
    } finally {
      await ground.stop();
    }
  }
  return results;
}
