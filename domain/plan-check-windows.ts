import { isWorkingDay, lastDayBefore } from './calendar.ts';
import { DAY, localDateOf, startOfDate } from './instant.ts';
import { error, warning } from './plan-check-finding.ts';
import { dayWords, instantWords, nearestWorkingDays, stepWords } from './plan-check-words.ts';
import { dayExists } from './resolve-moment.ts';
import { momentIn } from './resolve.ts';
import type { Finding, PlanFacts } from './plan-check-finding.ts';
import type { Duty, Plan, Step } from './plan.ts';
import type { ResolvedCalendar } from './resolve.ts';
import type { MomentRule } from './window.ts';

const rulesOf = (step: Step): MomentRule[] => [
  step.window.opens, step.window.closes, ...step.duties.flatMap((duty) => (duty.due ? [duty.due] : [])),
];

function missingDay(rule: MomentRule, step: Step, year: number): Finding[] {
  if (rule.kind === 'after-step' || dayExists(rule, year)) return [];
  const day = 'day' in rule ? `${rule.day}/${rule.month}` : `tháng ${rule.month}`;
  const dayEn = 'day' in rule ? `${rule.day}/${rule.month}` : `month ${rule.month}`;
  const leap = rule.month === 2 && 'day' in rule && rule.day === 29;
  // 29 February comes and goes with a yearly plan, so it must not forbid a launch; 31/6 is a mistake of the plan.
  const found = leap ? warning : error;
  const where = stepWords(step);
  return [found(
    'no-such-day', step.key,
    { vi: `Năm ${year + (rule.yearOffset ?? 0)} không có ngày ${day} mà ${where.vi} dùng.`, en: `${where.en} uses ${dayEn}, which ${year + (rule.yearOffset ?? 0)} does not have.` },
    { vi: 'Đang tạm dùng ngày cuối cùng của tháng; hãy chọn lại ngày cho bước này.', en: 'The last day of the month stands in for it; choose another day for this step.' },
  )];
}

function unknownSteps(step: Step, plan: Plan): Finding[] {
  const keys = new Set(plan.steps.map((one) => one.key));
  const named = rulesOf(step).flatMap((rule) => (rule.kind === 'after-step' && !keys.has(rule.step) ? [rule.step] : []));
  const where = stepWords(step);
  return named.map((key) => error(
    'unknown-step', step.key,
    { vi: `Thời gian của ${where.vi} tính theo bước “${key}”, nhưng kế hoạch không có bước đó.`, en: `The time of ${where.en} hangs on step “${key}”, which the plan does not have.` },
    { vi: 'Hãy sửa mã bước hoặc chọn ngày cụ thể.', en: 'Correct the step’s key or choose days.' },
  ));
}

/** Rules of windows and duties that no calendar can hold. */
export function checkRules(plan: Plan, facts: PlanFacts, calendar: ResolvedCalendar): Finding[] {
  const keys = new Set(plan.steps.map((step) => step.key));
  return plan.steps.flatMap((step) => {
    const where = stepWords(step);
    const chosen = facts.choices[step.key] !== undefined;
    const rules = chosen ? rulesOf(step).slice(2) : rulesOf(step);
    const namesUnknown = [step.window.opens, step.window.closes].some((rule) => rule.kind === 'after-step' && !keys.has(rule.step));
    const circle = calendar.unresolved.includes(step.key) && !namesUnknown ? [error(
      'after-cycle', step.key,
      { vi: `Thời gian của ${where.vi} phụ thuộc vòng tròn vào chính nó.`, en: `The time of ${where.en} hangs on itself in a circle.` },
      { vi: 'Hãy chọn ngày cụ thể cho một bước trong vòng.', en: 'Choose days for one step of the circle.' },
    )] : [];
    return [...rules.flatMap((rule) => missingDay(rule, step, facts.year)), ...unknownSteps(step, plan), ...circle];
  });
}

/** A window must be longer than nothing, and a vague one chosen by the Sở. */
export function checkWindows(plan: Plan, facts: PlanFacts, calendar: ResolvedCalendar): Finding[] {
  return plan.steps.flatMap((step) => {
    const window = calendar.windows[step.key];
    const where = stepWords(step);
    const findings: Finding[] = [];
    if (window && !(window.opensAt < window.closesAt)) {
      const [opens, closes] = [instantWords(window.opensAt), instantWords(window.closesAt)];
      findings.push(error(
        'window-empty', step.key,
        { vi: `Ở ${where.vi}, lúc đóng (${closes.vi}) không sau lúc mở (${opens.vi}).`, en: `${where.en} closes (${closes.en}) no later than it opens (${opens.en}).` },
        { vi: 'Hãy lùi lúc đóng hoặc đưa lúc mở lên sớm hơn.', en: 'Close it later or open it earlier.' },
      ));
    }
    if (step.window.vague && !facts.choices[step.key] && !facts.defaultsAccepted) {
      findings.push(error(
        'vague-not-chosen', step.key,
        { vi: `Văn bản không ghi ngày cụ thể cho ${where.vi}.`, en: `The source names no exact days for ${where.en}.` },
        { vi: 'Hãy chọn ngày mở và ngày đóng, hoặc đồng ý với ngày đề xuất.', en: 'Choose the opening and closing days, or accept the proposed ones.' },
      ));
    }
    return findings;
  });
}

function lastYearOffset(plan: Plan): number {
  const rules = plan.steps.flatMap(rulesOf);
  return Math.max(0, ...rules.map((rule) => (rule.kind === 'after-step' ? 0 : (rule.yearOffset ?? 0))));
}

/** Choices must lie between the first day of the season's year and the last day of the year in which the plan ends, moved with a shift. */
export function checkChoices(plan: Plan, facts: PlanFacts, calendar: ResolvedCalendar): Finding[] {
  const from = startOfDate(`${facts.year}-01-01`) + calendar.shiftDays * DAY;
  const until = startOfDate(`${facts.year + lastYearOffset(plan) + 1}-01-01`) + calendar.shiftDays * DAY;
  const steps = new Map(plan.steps.map((step) => [step.key, step]));
  return Object.entries(facts.choices).flatMap(([key, window]) => {
    const step = steps.get(key);
    if (!step) {
      return [error(
        'choice-unknown-step', null,
        { vi: `Đã chọn ngày cho bước “${key}”, nhưng kế hoạch không có bước đó.`, en: `Days were chosen for step “${key}”, which the plan does not have.` },
        { vi: 'Hãy bỏ lựa chọn này.', en: 'Remove this choice.' },
      )];
    }
    if (window.opensAt >= from && window.closesAt <= until) return [];
    const [first, last] = [dayWords(localDateOf(from)), dayWords(lastDayBefore(until))];
    const where = stepWords(step);
    return [error(
      'choice-outside-season', key,
      { vi: `Ngày đã chọn cho ${where.vi} nằm ngoài mùa này.`, en: `The days chosen for ${where.en} lie outside this season.` },
      { vi: `Hãy chọn từ ${first.vi} đến ${last.vi}.`, en: `Choose between ${first.en} and ${last.en}.` },
    )];
  });
}

function deadlineFinding(step: Step, duty: Duty | null, due: number, facts: PlanFacts): Finding[] {
  const day = lastDayBefore(due);
  if (isWorkingDay(day, facts.holidays)) return [];
  const { before, after } = nearestWorkingDays(due, facts.holidays);
  const [words, where] = [dayWords(day), stepWords(step)];
  const what = duty ? { vi: `“${duty.title.vi}” (${where.vi})`, en: `“${duty.title.en}” (${where.en})` } : where;
  return [warning(
    'deadline-not-working-day', step.key,
    { vi: `Hạn của ${what.vi} rơi vào ${words.vi}, ngày nghỉ.`, en: `The deadline of ${what.en} falls on ${words.en}, not a working day.` },
    { vi: `Ngày làm việc gần nhất: ${before.vi} hoặc ${after.vi}.`, en: `Nearest working days: ${before.en} or ${after.en}.` },
  )];
}

function dueFindings(step: Step, duty: Duty, facts: PlanFacts, calendar: ResolvedCalendar): Finding[] {
  const due = duty.due ? momentIn(calendar, duty.due) : null;
  const window = calendar.windows[step.key];
  if (due === null || !window) return [];
  if (due > window.opensAt && due <= window.closesAt) return due === window.closesAt ? [] : deadlineFinding(step, duty, due, facts);
  const [at, where] = [instantWords(due), stepWords(step)];
  return [error(
    'due-outside-window', step.key,
    { vi: `Hạn ${at.vi} của “${duty.title.vi}” nằm ngoài thời gian của ${where.vi}.`, en: `“${duty.title.en}” is due ${at.en}, outside the window of ${where.en}.` },
    { vi: 'Hãy đổi hạn của việc hoặc thời gian của bước.', en: 'Change the duty’s deadline or the step’s window.' },
  )];
}

/** Deadlines on days when offices are shut, and deadlines that the window does not hold. */
export function checkDeadlines(plan: Plan, facts: PlanFacts, calendar: ResolvedCalendar): Finding[] {
  return plan.steps.flatMap((step) => {
    const window = calendar.windows[step.key];
    const own = step.duties.flatMap((duty) => dueFindings(step, duty, facts, calendar));
    return window ? [...deadlineFinding(step, null, window.closesAt, facts), ...own] : own;
  });
}

/** Working days cannot be counted in a year whose holidays nobody has entered. */
export function checkHolidays(facts: PlanFacts, calendar: ResolvedCalendar): Finding[] {
  const ends = Object.values(calendar.windows).flatMap((window) => [localDateOf(window.opensAt), lastDayBefore(window.closesAt)]);
  const years = [...new Set(ends.map((day) => day.slice(0, 4)))].toSorted();
  const entered = new Set([...facts.holidays.keys()].map((day) => day.slice(0, 4)));
  return years.filter((year) => !entered.has(year)).map((year) => warning(
    'holidays-missing', null,
    { vi: `Chưa có ngày nghỉ nào của năm ${year} trong bảng ngày nghỉ.`, en: `The table of holidays has no day of ${year}.` },
    { vi: 'Hãy nhập ngày nghỉ lễ của năm đó trước khi khởi động.', en: 'Enter that year’s holidays before launching.' },
  ));
}
