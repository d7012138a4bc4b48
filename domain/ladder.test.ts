import { expect, it } from 'vitest';
import { confirmationLadder, usualLadder } from './ladder.ts';

it('reminds five and two working days before, is overdue at the deadline, climbs after one and three', () => {
  expect(usualLadder.map((rung) => `${rung.action} ${rung.workingDays}`)).toEqual(['remind -5', 'remind -2', 'overdue 0', 'escalate-above 1', 'escalate-province 3']);
});

it('asks silent parents twice, then their teacher, before the deadline', () => {
  expect(confirmationLadder.map((rung) => `${rung.action} ${rung.workingDays}`)).toEqual(['remind -6', 'remind -4', 'chase -2', 'overdue 0']);
});
