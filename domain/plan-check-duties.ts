import { error } from './plan-check-finding.ts';
import { inCircles, stepWords } from './plan-check-words.ts';
import { ladderOf } from './schedule.ts';
import type { Finding, FindingCode } from './plan-check-finding.ts';
import type { LadderRule } from './ladder.ts';
import type { Duty, Plan, Step, Text } from './plan.ts';

type Problem = { code: FindingCode; vi: string; en: string; fix: Text };

/** The place of a tier from the top; parents stand below schools. */
function rank(plan: Plan, owner: Duty['owner']): number {
  return owner === 'parents' ? plan.tiers.length : plan.tiers.indexOf(owner);
}

function ownerProblems(plan: Plan, duty: Duty): Problem[] {
  const { owner } = duty;
  // Parents answer through their school, so a plan without schools has nobody to ask them.
  const tier = owner === 'parents' ? 'school' : owner;
  if (!plan.tiers.includes(tier)) {
    return [{
      code: 'duty-nobody-owns', vi: `được giao cho cấp “${tier}” mà mùa này không có`, en: `belongs to the tier “${tier}”, which this season does not have`,
      fix: { vi: `Hãy giao cho một cấp của mùa: ${plan.tiers.join(', ')}.`, en: `Give it to a tier of the season: ${plan.tiers.join(', ')}.` },
    }];
  }
  const top = owner === plan.tiers[0];
  const nobody = (top && duty.review === 'tier-above') || (owner === 'province' && duty.review === 'province');
  return nobody ? [{
    code: 'no-reviewer', vi: 'chờ cấp trên duyệt nhưng không có cấp nào ở trên', en: 'waits for review, but nobody is above its owner',
    fix: { vi: 'Hãy đặt là không cần duyệt.', en: 'Set it to need no review.' },
  }] : [];
}

function scopeProblems(plan: Plan, duty: Duty): Problem[] {
  if (duty.scope.kind === 'all') return [];
  const strange = duty.scope.levels.filter((level) => !plan.levels.includes(level));
  if (duty.scope.levels.length > 0 && strange.length === 0) return [];
  return [{
    code: 'no-such-level', vi: 'chỉ giao cho cấp học mà kế hoạch không có', en: 'is scoped to school levels the plan does not have',
    fix: { vi: `Hãy chọn trong: ${plan.levels.join(', ')}.`, en: `Choose among: ${plan.levels.join(', ')}.` },
  }];
}

function afterProblems(plan: Plan, step: Step, duty: Duty): Problem[] {
  return (duty.after ?? []).flatMap((key): Problem[] => {
    const other = step.duties.find((one) => one.key === key);
    if (!other) {
      return [{
        code: 'unknown-duty', vi: `chờ việc “${key}” mà bước này không có`, en: `waits for duty “${key}”, which its step does not have`,
        fix: { vi: 'Hãy sửa mã việc hoặc bỏ điều kiện chờ.', en: 'Correct the duty’s key or wait for nothing.' },
      }];
    }
    // `after` looks at the unit's own tasks and those under it; a task of a unit above is never among them.
    return rank(plan, other.owner) < rank(plan, duty.owner) ? [{
      code: 'after-from-above', vi: `chờ việc “${other.title.vi}” của cấp trên`, en: `waits for “${other.title.en}” of a tier above`,
      fix: { vi: 'Hãy tách thành hai bước, bước sau chờ bước trước đóng.', en: 'Make two steps, the second gated on the first.' },
    }] : [];
  });
}

function ladderIsOrdered(ladder: LadderRule): boolean {
  return ladder.every((rung, index) => {
    const early = rung.action === 'remind' || rung.action === 'chase';
    const rightSide = early ? rung.workingDays < 0 : rung.workingDays >= 0;
    const previous = ladder[index - 1];
    return rightSide && (!previous || previous.workingDays <= rung.workingDays);
  });
}

function ladderProblems(plan: Plan, duty: Duty): Problem[] {
  const ladder = ladderOf(plan, duty);
  const actions = ladder.map((rung) => rung.action);
  const problems: Problem[] = [];
  if (!ladderIsOrdered(ladder)) {
    problems.push({
      code: 'ladder-out-of-order', vi: 'có thang nhắc việc sai thứ tự', en: 'has a ladder out of order',
      fix: { vi: 'Nhắc và giao chủ nhiệm phải trước hạn, báo cấp trên từ hạn trở đi, tăng dần theo ngày.', en: 'Reminders and chasing come before the deadline, escalation from it on, in rising days.' },
    });
  }
  if (!ladder.some((rung) => rung.action === 'overdue' && rung.workingDays === 0)) {
    problems.push({
      code: 'overdue-missing', vi: 'không được đánh dấu quá hạn khi đến hạn', en: 'is never marked overdue at its deadline',
      fix: { vi: 'Hãy thêm bậc “quá hạn” vào ngày 0.', en: 'Add an “overdue” rung at day 0.' },
    });
  }
  const chased = actions.indexOf('chase');
  const reminders = actions.slice(0, Math.max(0, chased)).filter((action) => action === 'remind').length;
  const wrong = duty.kind === 'confirmation' ? chased < 0 || reminders !== 2 : chased >= 0;
  if (wrong) {
    problems.push({
      code: 'confirmation-ladder', vi: 'có thang nhắc không hợp với việc lấy xác nhận', en: 'has a ladder that does not suit confirmations',
      fix: { vi: 'Việc lấy xác nhận cần hai lần nhắc rồi giao chủ nhiệm; việc khác không giao chủ nhiệm.', en: 'Confirmations need two reminders and then the homeroom teacher; other duties never chase.' },
    });
  }
  return problems;
}

const isBlank = (text: Text) => text.vi.trim() === '' || text.en.trim() === '';

function formProblems(duty: Duty): Problem[] {
  const asks = duty.kind === 'report' || duty.kind === 'submit';
  return asks && duty.form.length === 0 ? [{
    code: 'form-missing', vi: 'phải nộp hoặc báo cáo nhưng biểu mẫu trống', en: 'must be submitted or reported but its form is empty',
    fix: { vi: 'Hãy thêm ít nhất một mục vào biểu mẫu.', en: 'Add at least one field to the form.' },
  }] : [];
}

function textProblems(duty: Duty): Problem[] {
  const texts = [duty.title, duty.why, duty.legalBasis, duty.how, duty.ifLate, duty.lead, ...duty.cooperating, ...duty.form.map((field) => field.label)];
  return texts.some(isBlank) || duty.clause.trim() === '' ? [{
    code: 'text-missing', vi: 'thiếu lời (tên, vì sao, căn cứ, cách làm, nếu chậm, hoặc nhãn biểu mẫu)', en: 'lacks words (title, why, basis, how, if late, or a label of its form)',
    fix: { vi: 'Hãy viết đủ tiếng Việt và tiếng Anh để người chưa quen việc cũng làm được.', en: 'Write them in Vietnamese and English so that a newcomer can do it.' },
  }] : [];
}

function dutyProblems(plan: Plan, step: Step, duty: Duty): Problem[] {
  return [
    ...ownerProblems(plan, duty), ...scopeProblems(plan, duty), ...afterProblems(plan, step, duty),
    ...ladderProblems(plan, duty), ...formProblems(duty), ...textProblems(duty),
  ];
}

/** Everything that is wrong with the duties of a plan, whatever the year. */
export function checkDuties(plan: Plan): Finding[] {
  return plan.steps.flatMap((step) => {
    const where = stepWords(step);
    const own = step.duties.flatMap((duty) => dutyProblems(plan, step, duty).map(({ code, vi, en, fix }) =>
      error(code, step.key, { vi: `Việc “${duty.title.vi || duty.key}” (${where.vi}) ${vi}.`, en: `“${duty.title.en || duty.key}” (${where.en}) ${en}.` }, fix)));
    const empty = step.duties.length === 0 ? [error(
      'step-without-duties', step.key,
      { vi: `${where.vi} không giao việc cho ai.`, en: `${where.en} asks nothing of anybody.` },
      { vi: 'Hãy thêm việc hoặc bỏ bước này.', en: 'Add a duty or remove the step.' },
    )] : [];
    const wordless = isBlank(step.title) || isBlank(step.summary) ? [error(
      'text-missing', step.key,
      { vi: `Bước ${step.number} thiếu tên hoặc tóm tắt.`, en: `Step ${step.number} lacks a title or summary.` },
      { vi: 'Hãy viết đủ tiếng Việt và tiếng Anh.', en: 'Write both in Vietnamese and English.' },
    )] : [];
    const circles = inCircles(new Map(step.duties.map((duty) => [duty.key, duty.after ?? []]))).map((key) => error(
      'duty-cycle', step.key,
      { vi: `Ở ${where.vi}, việc “${key}” chờ vòng tròn chính nó.`, en: `In ${where.en}, duty “${key}” waits for itself in a circle.` },
      { vi: 'Hãy bỏ một điều kiện chờ trong vòng.', en: 'Remove one of the waits.' },
    ));
    return [...empty, ...wordless, ...own, ...circles];
  });
}
