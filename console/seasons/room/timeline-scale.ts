import { addDays, localDateOf, startOfDate } from '../../../domain/instant.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { StepRow } from '../../provider/records.ts';
import { toInstant } from '../../shown/time.ts';

export type Scale = { from: Instant; to: Instant; months: { date: string; left: number }[]; at: (instant: Instant) => number };

/** From the first planned day to the last, with a day's air; a point of time becomes a percentage. */
export function scaleOf(steps: readonly StepRow[]): Scale {
  const instants = steps.flatMap((step) =>
    [step.plannedOpensAt, step.plannedClosesAt, step.opensAt, step.closesAt, step.closedAt].flatMap((one) => (one ? [toInstant(one)] : [])),
  );
  const from = startOfDate(addDays(localDateOf(Math.min(...instants)), -2));
  const to = startOfDate(addDays(localDateOf(Math.max(...instants)), 3));
  const at = (instant: Instant): number => Math.min(100, Math.max(0, ((instant - from) / (to - from)) * 100));
  const months: Scale['months'] = [];
  let [year = 2000, month = 1] = localDateOf(from).split('-').map(Number);
  for (;;) {
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
    const date = `${year}-${String(month).padStart(2, '0')}-01`;
    const start = startOfDate(date);
    if (start >= to) return { from, to, months, at };
    months.push({ date, left: at(start) });
  }
}
