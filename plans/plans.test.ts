import { describe, expect, it } from 'vitest';
import { holidaysOf, noHolidays } from '../domain/calendar.ts';
import { holidaysSeed } from '../domain/holidays-seed.ts';
import { localDateOf, localMinutesOf } from '../domain/instant.ts';
import { checkPlan } from '../domain/plan-check.ts';
import { readPlan } from '../domain/plan.schema.ts';
import { resolveWindows } from '../domain/resolve.ts';
import { opensTask, scheduleSeason } from '../domain/schedule.ts';
import type { Instant } from '../domain/instant.ts';
import type { Plan } from '../domain/plan.ts';
import { planByKey, plans } from './index-of-plans.ts';

const holidays = holidaysOf(holidaysSeed);
const at = (instant: Instant) => {
  const minutes = localMinutesOf(instant);
  const clock = minutes === 0 ? '' : ` ${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return `${localDateOf(instant)}${clock}`;
};
const windowsOf = (plan: Plan, year = plan.year) =>
  Object.entries(resolveWindows(plan, { year, choices: {}, holidays: noHolidays }).windows).map(([key, window]) => `${key}: ${at(window.opensAt)} – ${at(window.closesAt)}`);
const plan = (key: string) => {
  const found = planByKey(key);
  if (!found) throw new Error(`no plan ${key}`);
  return found;
};

/** The source documents, window by window: half-open, so "–22/7" closes 23/7 00:00 and "before 31/5" closes 31/5 00:00. */
describe('the windows of the sources', () => {
  it('HP-2023: eleven steps', () => {
    expect(windowsOf(plan('hp-2023')).toSorted()).toEqual([
      'data-review: 2023-04-01 – 2023-05-01',
      'final-report: 2023-07-31 – 2023-08-01',
      'official-round: 2023-07-03 – 2023-07-23',
      'outreach: 2023-05-01 – 2023-08-01',
      'parent-confirmation: 2023-05-08 – 2023-05-21',
      'policy: 2023-04-01 – 2023-04-15',
      'preliminary-report: 2023-07-03 – 2023-07-05',
      'results: 2023-07-29 – 2023-08-01',
      'software-training: 2023-05-01 – 2023-05-08',
      'trial-run-1: 2023-06-01 – 2023-06-19',
      'trial-run-2: 2023-06-19 – 2023-06-27',
      'walk-in-round: 2023-07-24 – 2023-07-30',
      'zoning: 2023-05-01 – 2023-05-31',
    ]);
    expect([...new Set(plan('hp-2023').steps.map((step) => step.number))].toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(plan('hp-2023').steps.filter((step) => step.trial).map((step) => step.key)).toEqual(['trial-run-1', 'trial-run-2']);
    expect(plan('hp-2023').steps.filter((step) => step.window.vague).map((step) => step.key)).toEqual(['policy', 'software-training', 'parent-confirmation', 'trial-run-1']);
  });

  it('HP-2023: the preliminary report follows the official round', () => {
    const chosen = { opensAt: Date.UTC(2023, 6, 9, 17), closesAt: Date.UTC(2023, 6, 29, 17) };
    const { windows } = resolveWindows(plan('hp-2023'), { year: 2023, choices: { 'official-round': chosen }, holidays });
    expect(at(windows['preliminary-report']?.closesAt ?? 0)).toBe('2023-07-12');
  });

  it('LA-2022: the pilot at 08:00 of 28/6, training in July', () => {
    expect(windowsOf(plan('la-2022'))).toEqual([
      'prepare-period: 2022-06-01 – 2022-06-28',
      'pilot: 2022-06-28 8:00 – 2022-06-29',
      'province-training: 2022-07-01 – 2022-08-01',
      'routing: 2022-07-01 – 2022-07-11',
      'school-period: 2022-07-01 – 2022-07-15',
      'intake: 2022-07-15 – 2022-08-01',
      'lock-admitted: 2022-08-01 – 2022-08-21',
      'classes: 2022-08-21 – 2022-09-01',
    ]);
  });

  it('HP-SYNC-2023: deadlines by the hour', () => {
    expect(windowsOf(plan('hp-sync-2023'))).toEqual([
      'data-review: 2023-04-15 – 2023-04-25 17:00',
      'evidence-review: 2023-04-15 – 2023-04-27 17:00',
      'exam-accounts: 2023-04-25 17:00 – 2023-04-27 17:00',
      'unmatched-report: 2023-04-25 17:00 – 2023-04-27 17:00',
      'account-hand-over: 2023-04-27 17:00 – 2023-05-11',
      'registration-slips: 2023-05-11 – 2023-05-21',
    ]);
  });

  it('ND-2024: the progress table, and readiness before 12/4', () => {
    expect(windowsOf(plan('nd-2024'))).toEqual([
      'pilot-plan: 2024-04-01 – 2024-05-01',
      'infrastructure-survey: 2024-04-01 – 2024-05-01',
      'signatures: 2024-04-01 – 2024-05-01',
      'software-upgrade: 2024-04-01 – 2024-05-01',
      'conference: 2024-04-01 – 2024-05-01',
      'pilot: 2024-04-01 – 2024-07-01',
      'support: 2024-04-01 – 2024-07-01',
      'evaluation: 2024-07-01 – 2024-08-01',
    ]);
    const survey = scheduleSeason({ plan: plan('nd-2024'), year: 2024, choices: {}, holidays }).find((step) => step.key === 'infrastructure-survey');
    const overdue = survey?.rungs.find((rung) => rung.dutyKey === 'signature-readiness' && rung.rung.action === 'overdue');
    expect(at(overdue?.at ?? 0)).toBe('2024-04-12');
  });

  it('HP-2025: every year, ending in the year after', () => {
    const expected = (year: number) => [
      `organisation: ${year}-08-25 – ${year}-10-01`,
      `training: ${year}-09-01 – ${year}-11-01`,
      `certificates: ${year}-08-25 – ${year}-12-16`,
      `live-data: ${year}-08-25 – ${year + 1}-05-20`,
      `transcript-entry: ${year + 1}-04-01 – ${year + 1}-05-20`,
      `signing-final-grades: ${year + 1}-05-01 – ${year + 1}-05-21`,
      `signing: ${year + 1}-05-20 – ${year + 1}-05-31`,
      `issue-and-use: ${year + 1}-05-31 – ${year + 1}-07-01`,
    ];
    expect(windowsOf(plan('hp-2025'))).toEqual(expected(2025));
    expect(windowsOf(plan('hp-2025'), 2027)).toEqual(expected(2027));
    expect(plan('hp-2025').repeats).toBe('yearly');
    expect(plan('hp-2025').tiers).toEqual(['province', 'commune', 'school']);
  });
});

describe('HP-2023 in working days of 2023', () => {
  const season = scheduleSeason({ plan: plan('hp-2023'), year: 2023, choices: {}, holidays });
  const rungs = (stepKey: string, dutyKey: string) =>
    season.find((step) => step.key === stepKey)?.rungs.filter((rung) => rung.dutyKey === dutyKey).map((rung) => `${rung.rung.action} ${at(rung.at)}`);

  it('chases the zones: due before 31/5, Tuesday 30/5 the last day', () => {
    expect(rungs('zoning', 'draw-zones')).toEqual([
      'remind 2023-05-24', 'remind 2023-05-27', 'overdue 2023-05-31', 'escalate-above 2023-06-01', 'escalate-province 2023-06-03',
    ]);
  });
  it('asks parents twice, then their teacher, before the slips are due', () => {
    expect(rungs('parent-confirmation', 'collect-confirmations')).toEqual([
      'remind 2023-05-13', 'remind 2023-05-17', 'chase 2023-05-19', 'overdue 2023-05-21',
    ]);
  });
  it('counts over 30/4–3/5: the data review is late on 1/5, told above after Thursday 4/5', () => {
    expect(rungs('data-review', 'submit-m1-m2')?.slice(2)).toEqual(['overdue 2023-05-01', 'escalate-above 2023-05-05', 'escalate-province 2023-05-09']);
  });
  it('sends no reminder before a step of two days opens', () => {
    expect(rungs('preliminary-report', 'preliminary-figures')).toEqual(['overdue 2023-07-05', 'escalate-above 2023-07-06', 'escalate-province 2023-07-08']);
  });
});

describe.each(plans.map((one) => [one.key, one] as const))('%s', (_, one) => {
  it('is sound in its own year, and ready once the proposed days are accepted', () => {
    const errors = checkPlan(one, { year: one.year, choices: {}, holidays, defaultsAccepted: true }).filter((found) => found.severity === 'error');
    expect(errors).toEqual([]);
  });

  it.each([2023, 2024, 2025, 2026, 2027])('can be launched for %i and as a shifted season', (year) => {
    for (const startsOn of [undefined, `${year}-11-23`]) {
      const findings = checkPlan(one, { year, choices: {}, holidays, defaultsAccepted: true, ...(startsOn ? { startsOn } : {}) });
      expect(findings.filter((found) => found.severity === 'error')).toEqual([]);
    }
  });

  it('may not be launched while a vague window is neither chosen nor accepted', () => {
    const vague = one.steps.filter((step) => step.window.vague).map((step) => step.key);
    const asked = checkPlan(one, { year: one.year, choices: {}, holidays }).filter((found) => found.code === 'vague-not-chosen');
    expect(asked.map((found) => found.stepKey).toSorted()).toEqual(vague.toSorted());
  });

  it('reads back from JSON as the same plan', () => {
    expect(readPlan(JSON.parse(JSON.stringify(one)))).toEqual({ kind: 'read', plan: one });
  });

  it('declares every overlap it has', () => {
    const found = checkPlan(one, { year: one.year, choices: {}, holidays, defaultsAccepted: true });
    expect(found.filter((finding) => finding.code === 'overlap-undeclared')).toEqual([]);
  });

  it('asks something of every tier, and explains it to a newcomer', () => {
    const duties = one.steps.flatMap((step) => step.duties);
    for (const tier of one.tiers) expect(duties.some((duty) => duty.owner === tier)).toBe(true);
    for (const duty of duties) {
      for (const words of [duty.why, duty.how, duty.ifLate, duty.legalBasis]) {
        expect(words.vi.length).toBeGreaterThan(20);
        expect(words.en.length).toBeGreaterThan(10);
        expect(words.vi).toMatch(/[.)]$/);
      }
      expect(duty.clause.startsWith(one.source.short)).toBe(true);
      expect(duty.title.vi).toBe(duty.title.vi.normalize('NFC'));
    }
    expect(duties.filter(opensTask).length / one.steps.length).toBeLessThanOrEqual(5);
  });
});

it('freezes zones as the round opens, in the plans that have rounds: the others are about identities and transcripts', () => {
  expect(plans.map((one) => [one.key, one.steps.filter((step) => step.freezesZones).map((step) => step.key)])).toEqual([
    ['la-2022', ['school-period']], ['hp-2023', ['official-round']], ['hp-sync-2023', []], ['nd-2024', []], ['hp-2025', []],
  ]);
});

it('finds a plan by its key', () => {
  expect(plans.map((one) => one.key)).toEqual(['la-2022', 'hp-2023', 'hp-sync-2023', 'nd-2024', 'hp-2025']);
  expect(planByKey('nowhere')).toBeNull();
});
