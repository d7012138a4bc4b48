import { DAY } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import { usualLadder } from '../../domain/ladder.ts';
import type { StepSchedule } from '../../domain/schedule-types.ts';

/** A step with the usual ladder on calendar days and two days of grace. */
export function stepOf(number: number, opensAt: Instant, closesAt: Instant, more: Partial<StepSchedule> = {}): StepSchedule {
  const lapsesAt = closesAt + 2 * DAY;
  const rungs = usualLadder
    .map((rung) => ({ dutyKey: 'report', rung, at: Math.min(closesAt + rung.workingDays * DAY, lapsesAt) }))
    .filter((one) => one.at > opensAt);
  return { key: `step-${number}`, number, opensAt, closesAt, lapsesAt, gates: [], rungs, phase: 'planned', ...more };
}
