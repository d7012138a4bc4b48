import { expect, it } from 'vitest';
import { confirmationActions, confirmationCan, confirmationStates } from './confirmation.ts';
import type { ConfirmationAction } from './confirmation.ts';

/** Columns: waiting, with-teacher, confirmed, disputed, settled, silent. */
const table: Record<ConfirmationAction, string> = {
  confirm: 'yy----', dispute: 'yy----', 'hand-to-teacher': 'y-----', settle: '---y--', 'close-silent': 'yy----',
};

it.each(confirmationActions)('%s', (action) => {
  const allowed: readonly string[] = confirmationCan[action];
  expect(confirmationStates.map((state) => (allowed.includes(state) ? 'y' : '-')).join('')).toBe(table[action]);
});

it('silence never becomes consent', () => {
  for (const action of confirmationActions) expect(confirmationCan[action] as readonly string[]).not.toContain('silent');
});
