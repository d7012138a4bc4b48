import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../../tools/progress.ts';
import type { Ground } from '../../bench/ground/ground.ts';
import type { Person, Province } from '../../bench/ground/province.ts';
import { doersOf } from '../../bench/ground/season.ts';
import type { Process } from '../../bench/ground/worker-process.ts';

/** What a fault came to. `broken`: one sentence for each promise that did not hold; empty is what everybody wants. */
export type Outcome = { figures: Readonly<Record<string, number | string>>; broken: readonly string[] };

/** One fault, bounded in time. `round` counts from 0: it chooses the victim, the moment, the seed. */
export type Fault = {
  name: string;
  /** What is done to whom, for the table. */
  what: string;
  /** Rounds of a default run; `--rounds` multiplies. */
  rounds: number;
  run(stage: Stage, round: number): Promise<Outcome>;
};

export const victims = ['worker', 'engine'] as const;
export type Victim = (typeof victims)[number] | 'postgres' | 'postgres and engine' | 'engine frozen 8 s';

/** The parts a fault may hurt, and the people who go on working meanwhile. */
export class Stage {
  private running: Process | null = null;
  private env: Record<string, string> = {};
  private serial = 0;

  constructor(readonly ground: Ground, readonly province: Province, readonly say: Progress) {}

  get people(): readonly Person[] {
    return this.province.people;
  }

  get doers(): ReadonlyMap<string, string> {
    return doersOf(this.province.people);
  }

  /** A season code nobody has used: `faults-open-3`. */
  code(name: string): string {
    this.serial += 1;
    return `faults-${name}-${this.serial}`;
  }

  /** Sentences about workers that ended without being asked to; taken by the runner after each fault. */
  readonly ends: string[] = [];

  /** The worker; started when there is none, or when it must run with another environment. A killed one comes back with the same. */
  async worker(env: Record<string, string> = {}): Promise<Process> {
    if (this.running && JSON.stringify(env) === JSON.stringify(this.env)) return this.running;
    await this.stopWorker();
    this.env = env;
    return await this.startWorker(true);
  }

  private async startWorker(ready: boolean): Promise<Process> {
    const worker = await this.ground.worker(this.env, ready);
    this.running = worker;
    void this.watch(worker);
    return worker;
  }

  private async watch(worker: Process): Promise<void> {
    const how = await worker.ended;
    if (this.running !== worker) return;
    this.ends.push(`a worker ended by itself (${how})`);
    this.running = null;
    // As its supervisor does.
    await this.startWorker(false);
  }

  async stopWorker(): Promise<void> {
    const worker = this.running;
    this.running = null;
    await worker?.stop();
  }

  async killWorker(): Promise<void> {
    const worker = this.running;
    this.running = null;
    await worker?.kill();
  }

  /** Strikes, and brings the part back at once, as its supervisor would. Returns how long the part was away. */
  async strike(victim: Victim): Promise<number> {
    const since = performance.now();
    const { ground } = this;
    if (victim === 'worker') {
      await this.killWorker();
      await this.startWorker(false);
    } else if (victim === 'engine') {
      await ground.engine.crash();
      await ground.restartEngine();
    } else if (victim === 'postgres') {
      await ground.postgres.crash();
      await ground.restartPostgres();
    } else if (victim === 'engine frozen 8 s') {
      process.kill(ground.engine.pid, 'SIGSTOP');
      await sleep(8_000);
      process.kill(ground.engine.pid, 'SIGCONT');
    } else {
      await Promise.all([ground.postgres.crash(), ground.engine.crash()]);
      await ground.restartPostgres();
      await ground.restartEngine();
    }
    return performance.now() - since;
  }

  /** One value of one row, as owner. */
  async count(statement: string, values: readonly unknown[] = []): Promise<number> {
    const { rows } = await this.ground.pool.query<{ n: string }>(`select count(*) as n ${statement}`, [...values]);
    return Number(rows[0]?.n ?? 0);
  }

  async close(): Promise<void> {
    await this.stopWorker();
  }
}

/** Sentences of what should be equal and is not. */
export function unequal(facts: Readonly<Record<string, readonly [is: unknown, should: unknown]>>): string[] {
  return Object.entries(facts).flatMap(([what, [is, should]]) => (is === should ? [] : [`${what}: ${String(is)} instead of ${String(should)}`]));
}
