import { describe, expect, it } from 'vitest';
import { answerability, takesAnswers } from './confirmation-window.ts';
import type { AnswerWindow } from './confirmation-window.ts';
import { startOfDate } from './instant.ts';
import { seasonStates, stepPhases } from './season.ts';

const open: AnswerWindow = {
  season: 'running', phase: 'open', opensAt: startOfDate('2023-05-08'), closesAt: startOfDate('2023-05-21'), lapsesAt: startOfDate('2023-05-27'),
};
const now = startOfDate('2023-05-15');

describe('when a family may answer', () => {
  it.each([
    [open.opensAt - 1, 'not-yet'], [open.opensAt, 'open'], [open.closesAt - 1, 'open'], [open.closesAt, 'late'], [open.lapsesAt - 1, 'late'], [open.lapsesAt, 'over'],
  ])('at %i: %s', (at, expected) => {
    expect(answerability(open, at)).toBe(expected);
  });

  it('in each state of the season', () => {
    expect(seasonStates.map((season) => `${season}: ${answerability({ ...open, season }, now)}`)).toEqual([
      'draft: not-yet', 'awaiting-approval: not-yet', 'launching: not-yet', 'running: open', 'paused: paused', 'finished: over', 'cancelled: over',
    ]);
  });

  it('in each phase of the step', () => {
    expect(stepPhases.map((phase) => `${phase}: ${answerability({ ...open, phase }, now)}`)).toEqual([
      'planned: open', 'waiting-gate: open', 'open: open', 'grace: open', 'closed: over', 'skipped: over',
    ]);
  });

  it('a pause outlasts nothing that is over', () => {
    expect(answerability({ ...open, season: 'paused' }, open.lapsesAt)).toBe('over');
    expect(answerability({ ...open, season: 'paused' }, open.opensAt - 1)).toBe('paused');
  });

  it('late work is taken, nothing else that is not open', () => {
    expect(Object.entries(takesAnswers).filter(([, takes]) => takes).map(([key]) => key)).toEqual(['open', 'late']);
  });
});
