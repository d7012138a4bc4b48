import { may, standingFor } from '../domain/policy.ts';
import type { Actor, Standing } from '../domain/policy.ts';
import { isAllowed, taskActions } from '../domain/task.ts';
import type { TaskAction, TaskState } from '../domain/task.ts';

/** What of a task decides who may act on it. */
export type TaskFacts = {
  state: TaskState;
  unitPath: string;
  className: string | null;
  reviewerPath: string | null;
  assigneeId: string | null;
  kind: string;
};

/** The standing under which somebody may do it, by role alone; `null` = may not. */
const rights = {
  claim: (actor, task) => holding(actor, task),
  release: (actor, task) => (task.assigneeId === actor.own.staffId ? holding(actor, task) : assigning(actor, task)),
  'save-draft': (actor, task) => answering(actor, task),
  // A dispute is decided field by field on its own page, a form is not its answer.
  submit: (actor, task) => (task.kind === 'dispute' ? null : answering(actor, task)),
  accept: (actor, task) => reviewing(actor, task),
  return: (actor, task) => reviewing(actor, task),
  reassign: (actor, task) => assigning(actor, task),
  comment: (actor, task) => standingFor(actor, 'task.comment', { unitPath: task.unitPath }),
  attach: (actor, task) => answering(actor, task),
  remind: (actor, task) => standingFor(actor, 'task.remind', { unitPath: task.unitPath }),
  lapse: () => null,
  cancel: () => null,
} as const satisfies Record<TaskAction, (actor: Actor, task: TaskFacts) => Standing | null>;

function answering(actor: Actor, task: TaskFacts): Standing | null {
  return standingFor(actor, 'task.answer', { unitPath: task.unitPath, className: task.className });
}

function reviewing(actor: Actor, task: TaskFacts): Standing | null {
  return task.reviewerPath === null ? null : standingFor(actor, 'task.review', { unitPath: task.reviewerPath });
}

/** Whose turn it is: the reviewer's while submitted. */
function holding(actor: Actor, task: TaskFacts): Standing | null {
  return task.state === 'submitted' ? reviewing(actor, task) : answering(actor, task);
}

function assigning(actor: Actor, task: TaskFacts): Standing | null {
  return standingFor(actor, 'task.assign', { unitPath: task.unitPath });
}

export function standingOn(actor: Actor, action: TaskAction, task: TaskFacts): Standing | null {
  const right: (actor: Actor, task: TaskFacts) => Standing | null = rights[action];
  return right(actor, task);
}

/** Every action that role and state allow now: what the console shows as buttons. */
export function canOf(actor: Actor, task: TaskFacts): TaskAction[] {
  return taskActions.filter((action) => {
    if (!isAllowed(action, task.state) || standingOn(actor, action, task) === null) return false;
    if (action === 'claim') return task.assigneeId === null;
    if (action === 'release') return task.assigneeId !== null;
    return true;
  });
}

export const mayRead = (actor: Actor, task: TaskFacts) => may(actor, 'task.read', { unitPath: task.unitPath });
