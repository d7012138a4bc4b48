import { roll } from './people.ts';
import { listPath } from './wire.ts';
import type { ConfirmationRow, TaskDetail } from './wire.ts';
import { press, read } from './work.ts';
import type { Play } from './work.ts';

/** Families who send the paper slip back when the school asks, and more of them when the teacher comes. */
const paperShare = { confirmation: 0.25, chase: 0.5 } as const;
const most = 1_000;

/** The clerk keys in signed paper slips of parents who have not answered by link (HP-2023 step 4). */
export async function keyInSlips(play: Play, task: TaskDetail): Promise<void> {
  const clerk = play.staffing.get(task.unit.code)?.get('clerk')?.[0];
  if (!clerk || (task.kind !== 'confirmation' && task.kind !== 'chase')) return;
  const session = play.sessionOf(clerk);
  const filter = { seasonId: task.seasonId, state: ['waiting', 'with-teacher'], ...(task.className ? { className: task.className } : {}) };
  const waiting = await read<ConfirmationRow[]>(session, listPath('confirmations', filter, [0, most - 1], ['fullName', 'ASC']));
  const share = paperShare[task.kind] * (1 - play.rates.silent);
  for (const row of waiting) {
    if (roll(play.seed, 'paper', task.kind, row.pupil.code) >= share) continue;
    const outcome = await press(play, session, `/api/confirmations/${row.id}/key-in`, { answer: 'confirm' }, { kind: 'confirmation', id: row.id, action: 'key-in' });
    if (outcome.kind === 'taken') play.tally.keyedIn += 1;
  }
}
