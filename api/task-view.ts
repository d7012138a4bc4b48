import { seasonNow } from '../domain/clock.ts';
import { workingDaysLeft } from '../domain/calendar.ts';
import type { Holidays } from '../domain/calendar.ts';
import type { Instant } from '../domain/instant.ts';
import { deadlineWords } from '../domain/notice-words.ts';
import type { Duty, Plan, Text } from '../domain/plan.ts';
import { may } from '../domain/policy.ts';
import type { Actor } from '../domain/policy.ts';
import type { TaskRow } from '../db/queries/tasks.ts';
import { canOf } from './task-rights.ts';
import { iso, isoOrNull } from './wire.ts';

export type Viewer = { actor: Actor; now: Instant; holidays: Holidays; namespace: string };

/** From a step or task one click to its workflow, for those who may look at the engine. */
export function workflowUrl(viewer: Pick<Viewer, 'actor' | 'namespace'>, workflowId: string): string | null {
  if (!may(viewer.actor, 'engine.read')) return null;
  return `/temporal/namespaces/${encodeURIComponent(viewer.namespace)}/workflows/${encodeURIComponent(workflowId)}`;
}

export function taskView(row: TaskRow, viewer: Viewer) {
  const at = seasonNow(row.clock, viewer.now);
  return {
    id: row.id,
    seasonId: row.seasonId,
    seasonTitle: row.seasonTitle,
    rehearsal: row.rehearsal,
    stepKey: row.stepKey,
    stepNumber: row.stepNumber,
    stepTitle: { vi: row.stepTitleVi ?? row.stepKey, en: row.stepTitleEn ?? row.stepKey },
    dutyKey: row.dutyKey,
    kind: row.kind,
    title: { vi: row.titleVi, en: row.titleEn },
    unit: row.unit,
    holder: row.holder,
    state: row.state,
    assignee: row.assignee,
    className: row.className,
    dueAt: iso(row.dueAt),
    overdueAt: isoOrNull(row.overdueAt),
    escalation: row.escalation,
    workingDaysLeft: workingDaysLeft(at, row.dueAt, viewer.holidays),
    version: row.version,
    workflowUrl: workflowUrl(viewer, row.workflowId),
    can: canOf(viewer.actor, row),
    ...(row.kind === 'dispute' && { disputeId: row.subject }),
  };
}

const text = (vi: string, en: string): Text => ({ vi, en });

/** Tasks that families cause have no duty in the plan; their words stand here, with the same shape. */
const familyWords = {
  dispute: {
    why: text(
      'Phụ huynh cho rằng phiếu của con có chỗ sai. Dữ liệu sai sẽ theo học sinh vào hồ sơ tuyển sinh.',
      'The parents say that the slip is wrong. Wrong data would follow the pupil into admissions.',
    ),
    how: text(
      'Mở đề nghị, đối chiếu giấy tờ, rồi chấp nhận hoặc từ chối từng mục kèm lý do.',
      'Open the dispute, compare the papers, accept or reject each field with a reason.',
    ),
    ifLate: text('Quá hạn sẽ báo lên đơn vị cấp trên và Sở.', 'Late disputes are reported to the unit above and the Sở.'),
  },
  chase: {
    why: text(
      'Một số phụ huynh trong lớp chưa trả lời sau hai lần nhắc. Im lặng không phải là đồng ý.',
      'Some parents of the class have not answered after two reminders. Silence is no consent.',
    ),
    how: text(
      'Gọi điện hoặc gặp từng phụ huynh; nhận phiếu giấy thì nhờ văn thư nhập vào hệ thống.',
      'Call or meet each parent; have the clerk key in paper slips.',
    ),
    ifLate: text('Hết hạn, phiếu còn lại được ghi là "chưa trả lời".', 'At the deadline the rest is recorded as silent.'),
  },
} as const;

export function dutyOf(plan: Plan, row: Pick<TaskRow, 'stepKey' | 'dutyKey'>): Duty | null {
  return plan.steps.find((step) => step.key === row.stepKey)?.duties.find((duty) => duty.key === row.dutyKey) ?? null;
}

/** Why, legal basis, how, what if late: from the season's frozen plan. */
export function wordsOf(plan: Plan, row: TaskRow) {
  const duty = dutyOf(plan, row);
  const own = row.kind === 'dispute' || row.kind === 'chase' ? familyWords[row.kind] : null;
  const nothing = text('', '');
  return {
    why: own?.why ?? duty?.why ?? nothing,
    how: own?.how ?? duty?.how ?? nothing,
    ifLate: own?.ifLate ?? duty?.ifLate ?? nothing,
    legalBasis: duty?.legalBasis ?? nothing,
    clause: duty?.clause ?? '',
    lead: duty?.lead ?? nothing,
    cooperating: duty?.cooperating ?? [],
    form: own ? [] : (duty?.form ?? []),
  };
}

const moment = (at: Instant): Text => text(deadlineWords(at, 'vi'), deadlineWords(at, 'en'));

const risen = [
  text('Quá hạn: đến giờ hạn, việc chưa xong.', 'Overdue: not done at the deadline.'),
  text('Quá hạn và đã báo lên đơn vị cấp trên.', 'Overdue, and reported to the tier above.'),
  text('Quá hạn và đã báo lên Sở.', 'Overdue, and reported to the Sở.'),
] as const;

/** “Vì sao?”: the rule, the facts and the clause behind an overdue mark or an escalation. */
export function explanationOf(row: TaskRow, clause: string) {
  if (row.overdueAt === null) return null;
  return {
    rule: risen[Math.min(row.escalation, 2)] ?? risen[0],
    facts: [
      { label: text('Hạn', 'Due'), value: moment(row.dueAt) },
      { label: text('Đánh dấu quá hạn lúc', 'Marked overdue at'), value: moment(row.overdueAt) },
      { label: text('Mức báo lên', 'Escalation'), value: text(String(row.escalation), String(row.escalation)) },
    ],
    clause,
  };
}
