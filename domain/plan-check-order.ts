import { error, warning } from './plan-check-finding.ts';
import { inCircles, instantWords, stepWords } from './plan-check-words.ts';
import type { Finding } from './plan-check-finding.ts';
import type { Gate, Plan, Step } from './plan.ts';
import type { ResolvedCalendar } from './resolve.ts';
import type { Window } from './window.ts';

function gateFinding(step: Step, gate: Gate, other: Step | undefined, calendar: ResolvedCalendar): Finding[] {
  const where = stepWords(step);
  if (!other) {
    return [error(
      'unknown-step', step.key,
      { vi: `${where.vi} chờ bước “${gate.step}”, nhưng kế hoạch không có bước đó.`, en: `${where.en} waits for step “${gate.step}”, which the plan does not have.` },
      { vi: 'Hãy sửa mã bước hoặc bỏ điều kiện chờ.', en: 'Correct the step’s key or remove the gate.' },
    )];
  }
  const [mine, theirs] = [calendar.windows[step.key], calendar.windows[gate.step]];
  if (!mine || !theirs) return [];
  const passes = gate.edge === 'opened' ? theirs.opensAt : theirs.closesAt;
  if (passes <= mine.opensAt) return [];
  const [before, at, opens] = [stepWords(other), instantWords(passes), instantWords(mine.opensAt)];
  const verb = gate.edge === 'opened' ? { vi: 'mở', en: 'opens' } : { vi: 'đóng', en: 'closes' };
  return [error(
    'order-broken', step.key,
    {
      vi: `${where.vi} mở lúc ${opens.vi} nhưng phải chờ ${before.vi}, mãi đến ${at.vi} mới ${verb.vi}.`,
      en: `${where.en} opens ${opens.en} but waits for ${before.en}, which ${verb.en} only ${at.en}.`,
    },
    { vi: `Hãy mở bước này từ ${at.vi} hoặc sớm hơn cho bước kia.`, en: `Open this step from ${at.en}, or move the other one earlier.` },
  )];
}

/** Gates that cannot hold in time, gates in a circle, references to nowhere. */
export function checkGates(plan: Plan, calendar: ResolvedCalendar): Finding[] {
  const steps = new Map(plan.steps.map((step) => [step.key, step]));
  const broken = plan.steps.flatMap((step) => step.gates.flatMap((gate) => gateFinding(step, gate, steps.get(gate.step), calendar)));
  const circles = inCircles(new Map(plan.steps.map((step) => [step.key, step.gates.map((gate) => gate.step)])));
  const stuck = circles.flatMap((key) => {
    const step = steps.get(key);
    const where = step ? stepWords(step) : { vi: key, en: key };
    return [error(
      'gate-cycle', key,
      { vi: `${where.vi} chờ vòng tròn chính nó nên không bao giờ mở.`, en: `${where.en} waits for itself in a circle and would never open.` },
      { vi: 'Hãy bỏ một điều kiện chờ trong vòng.', en: 'Remove one gate of the circle.' },
    )];
  });
  return [...broken, ...stuck];
}

/** Half-open windows: one that closes when the other opens does not overlap it. */
function overlaps(one: Window, other: Window): boolean {
  return one.opensAt < other.closesAt && other.opensAt < one.closesAt;
}

/** Overlap is allowed where one of the two steps says so (HP-2023: 29/7 is in steps 9 and 10); else somebody should look. */
export function checkOverlaps(plan: Plan, calendar: ResolvedCalendar): Finding[] {
  return plan.steps.flatMap((step, index) => {
    const unknown = step.overlaps.filter((key) => !plan.steps.some((other) => other.key === key)).map((key) => error(
      'unknown-step', step.key,
      { vi: `${stepWords(step).vi} cho phép trùng với bước “${key}”, nhưng kế hoạch không có bước đó.`, en: `${stepWords(step).en} may overlap step “${key}”, which the plan does not have.` },
      { vi: 'Hãy sửa mã bước.', en: 'Correct the step’s key.' },
    ));
    const undeclared = plan.steps.slice(index + 1).flatMap((other) => {
      const [mine, theirs] = [calendar.windows[step.key], calendar.windows[other.key]];
      if (!mine || !theirs || !overlaps(mine, theirs)) return [];
      if (step.overlaps.includes(other.key) || other.overlaps.includes(step.key)) return [];
      const [a, b] = [stepWords(step), stepWords(other)];
      return [warning(
        'overlap-undeclared', other.key,
        { vi: `Thời gian của ${b.vi} trùng với ${a.vi}, văn bản không nói vậy.`, en: `${b.en} overlaps ${a.en}, which the source does not say.` },
        { vi: 'Hãy đổi ngày một trong hai bước, hoặc khởi động nếu đúng ý.', en: 'Move one of the two, or launch if it is meant.' },
      )];
    });
    return [...unknown, ...undeclared];
  });
}
