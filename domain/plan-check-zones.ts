import { error } from './plan-check-finding.ts';
import { stepWords } from './plan-check-words.ts';
import type { Finding } from './plan-check-finding.ts';
import type { Plan } from './plan.ts';

/**
 * Zones that are drawn hold from the opening of the round on (HP-2023 steps 5 and 8). A plan that draws them and opens no round would leave them open to change by anybody,
 * without a directive, while families register by them.
 */
export function checkZones(plan: Plan): Finding[] {
  if (plan.steps.some((step) => step.freezesZones)) return [];
  return plan.steps.filter((step) => step.duties.some((duty) => duty.work === 'zoning')).map((step) => {
    const where = stepWords(step);
    return error(
      'zones-never-frozen', step.key,
      { vi: `Ở ${where.vi} có vẽ tuyến nhưng không bước nào chốt tuyến.`, en: `In ${where.en} zones are drawn, but no step freezes them.` },
      { vi: 'Hãy đặt bước mở đợt đăng ký là bước chốt tuyến (freezesZones).', en: 'Mark the step that opens the round as the one that freezes zones (freezesZones).' },
    );
  });
}
