/**
 * How a late duty is chased, as plan data. Offsets are working days from the due instant: negative
 * before it. `overdue` always happens at the due instant itself. `chase` belongs to confirmation duties: the silent
 * parents of a class become a task of its homeroom teacher; their `remind` rungs go to the parents as well.
 */
export const rungActions = ['remind', 'chase', 'overdue', 'escalate-above', 'escalate-province'] as const;
export type RungAction = (typeof rungActions)[number];
export type Rung = { action: RungAction; workingDays: number };
export type LadderRule = readonly Rung[];

/** Reminders 5 and 2 working days before, overdue at the deadline, the tier above after 1, the Sở after 3. */
export const usualLadder = [
  { action: 'remind', workingDays: -5 },
  { action: 'remind', workingDays: -2 },
  { action: 'overdue', workingDays: 0 },
  { action: 'escalate-above', workingDays: 1 },
  { action: 'escalate-province', workingDays: 3 },
] as const satisfies LadderRule;

/** Two reminders to silent parents, then their homeroom teacher, all before the slips are due (HP-2023 step 4). */
export const confirmationLadder = [
  { action: 'remind', workingDays: -6 },
  { action: 'remind', workingDays: -4 },
  { action: 'chase', workingDays: -2 },
  { action: 'overdue', workingDays: 0 },
] as const satisfies LadderRule;
