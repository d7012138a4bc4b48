import { describe, expect, it } from 'vitest';
import { seasonActions, seasonCan, seasonStates } from './season.ts';
import type { SeasonAction } from './season.ts';

/** Columns: draft, awaiting-approval, launching, running, paused, finished, cancelled. */
const table: Record<SeasonAction, string> = {
  edit: 'y------', submit: 'y------', approve: '-y-----', 'send-back': '-y-----',
  extend: '---yy--', shorten: '---yy--', 'add-step': '---yy--', skip: '---yy--',
  pause: '---y---', resume: '----y--', 'set-pace': '---yy--', cancel: 'yy-yy--',
};

describe('what may happen to a season', () => {
  it.each(seasonActions)('%s', (action) => {
    const allowed: readonly string[] = seasonCan[action];
    expect(seasonStates.map((state) => (allowed.includes(state) ? 'y' : '-')).join('')).toBe(table[action]);
  });
});
