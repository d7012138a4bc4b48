import { describe, expect, it } from 'vitest';
import { answerActions, finalTaskStates, isAllowed, isFinal, stateAfterSubmit, taskActions, taskCan, taskKinds, taskStates, taskVerb } from './task.ts';
import type { TaskAction, TaskState } from './task.ts';

/** Columns: open, returned, submitted, done, lapsed, cancelled. */
const table: Record<TaskAction, string> = {
  claim: 'yyy---', release: 'yyy---', 'save-draft': 'yy----', submit: 'yy----', accept: '--y---', return: '--y---',
  reassign: 'yyy---', comment: 'yyyyyy', attach: 'yy----', remind: 'yyy---', lapse: 'yyy---', cancel: 'yyy---',
};

describe('what may happen to a task', () => {
  it.each(taskActions)('%s', (action) => {
    expect(taskStates.map((state) => (isAllowed(action, state) ? 'y' : '-')).join('')).toBe(table[action]);
  });
  it('is nothing but talk once it is over', () => {
    expect(taskStates.filter(isFinal)).toEqual([...finalTaskStates]);
    for (const state of finalTaskStates as readonly TaskState[]) expect(taskActions.filter((action) => isAllowed(action, state))).toEqual(['comment']);
  });
  it('leads a submission to the reviewer, or to the end', () => {
    expect([stateAfterSubmit(true), stateAfterSubmit(false)]).toEqual(['submitted', 'done']);
    expect(isAllowed('accept', stateAfterSubmit(true))).toBe(true);
  });
  it('answers are actions of the table, and every kind has a verb', () => {
    for (const action of answerActions) expect(taskCan[action].length).toBeGreaterThan(0);
    for (const kind of taskKinds) expect(taskVerb[kind].vi.trim()).not.toBe('');
  });
});
