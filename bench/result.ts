import type { Busy } from './ground/cpu.ts';
import type { Ground } from './ground/ground.ts';
import type { Province, ProvinceSize } from './ground/province.ts';
import type { Progress } from '../tools/progress.ts';

/** One line of the table. `ratio`: ours against the peer, in the sense in which more is better, unless the target says "at most". */
export type Result = {
  bench: string;
  what: string;
  ours: string;
  peer: string;
  ratio: number | null;
  target: string;
  /** null: reported without a target. */
  holds: boolean | null;
  /** All figures of each run, for the JSON file. */
  figures: Readonly<Record<string, unknown>>;
  busy: { ours: Busy; peer: Busy | null };
};

export type BenchOptions = { runs: number; quick: boolean; say: Progress };
/** The parts are started once for all benches of a run; each season has a code of its own. */
export type Scene = BenchOptions & { ground: Ground; province: Province };
export type Bench = { name: string; size?: (options: BenchOptions) => ProvinceSize; run(scene: Scene): Promise<Result[]> };
