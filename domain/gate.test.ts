import { describe, expect, it } from 'vitest';
import { gatesHold } from './gate.ts';
import type { StepSchedule } from './schedule-types.ts';
import { stepPhases } from './season.ts';
import type { StepPhase } from './season.ts';

const at = (key: string, phase: StepPhase, gates: StepSchedule['gates'] = []): StepSchedule =>
  ({ key, number: 1, opensAt: 0, closesAt: 1, lapsesAt: 2, gates, rungs: [], phase });
const holds = (edge: 'opened' | 'closed') => stepPhases.filter((phase) => gatesHold(at('mine', 'planned', [{ step: 'other', edge }]), [at('other', phase)]));

describe('a gate', () => {
  it('on the opening holds from the opening on', () => {
    expect(holds('opened')).toEqual(['open', 'grace', 'closed', 'skipped']);
  });
  it('on the close holds once the window has closed, not only after the grace', () => {
    expect(holds('closed')).toEqual(['grace', 'closed', 'skipped']);
  });
  it('is one of all, and none holds nothing back', () => {
    const gates = [{ step: 'a', edge: 'closed' }, { step: 'b', edge: 'opened' }] as const;
    expect(gatesHold(at('mine', 'planned', gates), [at('a', 'closed'), at('b', 'open')])).toBe(true);
    expect(gatesHold(at('mine', 'planned', gates), [at('a', 'closed'), at('b', 'planned')])).toBe(false);
    expect(gatesHold(at('mine', 'planned', gates), [at('a', 'open'), at('b', 'open')])).toBe(false);
    expect(gatesHold(at('mine', 'planned'), [])).toBe(true);
    expect(gatesHold(at('mine', 'planned', [{ step: 'nowhere', edge: 'closed' }]), [])).toBe(true);
  });
});
