import { dutyKinds } from './plan.ts';

/** Duties of the plan, and two tasks that families cause: a disputed slip, and a class whose parents stay silent. */
export const taskKinds = [...dutyKinds, 'dispute', 'chase'] as const;
export type TaskKind = (typeof taskKinds)[number];

/**
 * A task is one duty of one unit in one step.
 *
 *   open ──submit──▶ submitted ──accept──▶ done
 *    ▲                   │
 *    └── (returned) ◀──return               open/returned/submitted ──lapse──▶ lapsed (grace over)
 *                                           any but done ──cancel──▶ cancelled (step skipped)
 *
 * `overdue`, `escalation`, assignee and delegation are attributes, not states. `done`, `lapsed` and
 * `cancelled` are dead ends: nothing moves out of them.
 */
export const taskStates = ['open', 'returned', 'submitted', 'done', 'lapsed', 'cancelled'] as const;
export type TaskState = (typeof taskStates)[number];

export const taskActions = [
  'claim', 'release', 'save-draft', 'submit', 'accept', 'return', 'reassign', 'comment', 'attach', 'remind', 'lapse', 'cancel',
] as const;
export type TaskAction = (typeof taskActions)[number];

/** The one table of what may happen in which state; validators, buttons and routes read it. */
export const taskCan = {
  claim: ['open', 'returned', 'submitted'],
  release: ['open', 'returned', 'submitted'],
  'save-draft': ['open', 'returned'],
  submit: ['open', 'returned'],
  accept: ['submitted'],
  return: ['submitted'],
  reassign: ['open', 'returned', 'submitted'],
  comment: ['open', 'returned', 'submitted', 'done', 'lapsed', 'cancelled'],
  attach: ['open', 'returned'],
  remind: ['open', 'returned', 'submitted'],
  lapse: ['open', 'returned', 'submitted'],
  cancel: ['open', 'returned', 'submitted'],
} as const satisfies Record<TaskAction, readonly TaskState[]>;

export const finalTaskStates = ['done', 'lapsed', 'cancelled'] as const satisfies readonly TaskState[];

export function isAllowed(action: TaskAction, state: TaskState): boolean {
  return (taskCan[action] as readonly TaskState[]).includes(state);
}

export function isFinal(state: TaskState): boolean {
  return (finalTaskStates as readonly TaskState[]).includes(state);
}

/** Where a submission leads: without a reviewer it is done at once. */
export function stateAfterSubmit(reviewed: boolean): TaskState {
  return reviewed ? 'submitted' : 'done';
}

/** Answers that move the story go through the workflow as Updates; the rest are plain transactions. */
export const answerActions = ['submit', 'accept', 'return'] as const satisfies readonly TaskAction[];
export type AnswerAction = (typeof answerActions)[number];

export const taskVerb = {
  acknowledge: { vi: 'Xác nhận đã nhận', en: 'Acknowledge' },
  submit: { vi: 'Nộp', en: 'Submit' },
  publish: { vi: 'Công bố', en: 'Publish' },
  attend: { vi: 'Đăng ký tham dự', en: 'Register attendance' },
  report: { vi: 'Báo cáo', en: 'Report' },
  confirmation: { vi: 'Thu xác nhận', en: 'Collect confirmations' },
  dispute: { vi: 'Xử lý đề nghị sửa', en: 'Settle a dispute' },
  chase: { vi: 'Liên hệ phụ huynh', en: 'Contact parents' },
} as const satisfies Record<TaskKind, { vi: string; en: string }>;
