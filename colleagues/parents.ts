import { DAY } from '../domain/instant.ts';
import { answerByLink } from './answer-slip.ts';
import { watchMailbox } from './mailbox.ts';
import { isWrong, roll, temperOf } from './people.ts';
import type { Play } from './work.ts';
import type { Worklist } from './worklist.ts';

/**
 * Parents read their mail and text messages, open the link and answer on the page. A late one waits for the first
 * reminder, a silent one never answers; `wrong` slips are disputed.
 */
export async function followMail(play: Play, { folder, baseUrl, worklist, signal }: {
  folder: string; baseUrl: string; worklist: Worklist; signal: AbortSignal;
}): Promise<{ stop(): void }> {
  const own = new AbortController();
  const letters = new Map<string, number>();
  const answered = new Set<string>();
  const watching = watchMailbox({
    folder, signal: AbortSignal.any([signal, own.signal]),
    onLetter: ({ to, link, season }) => {
      if (season !== play.season().id || answered.has(to)) return;
      const count = (letters.get(to) ?? 0) + 1;
      letters.set(to, count);
      const temper = temperOf(play.rates, play.seed, 'parent', to);
      if (temper === 'silent' || (temper === 'late' && count === 1) || worklist.has(`parent/${to}`)) return;
      worklist.add({
        key: `parent/${to}`, at: play.seasonNow() + DAY * (0.1 + 4 * roll(play.seed, 'parent-when', to) ** 2),
        run: async () => {
          const { pathname } = new URL(link);
          const wanted = isWrong(play.rates, play.seed, 'parent', to) ? 'dispute' : 'confirm';
          const given = await answerByLink({ url: `${baseUrl}${pathname}`, wanted, chance: (word) => roll(play.seed, word, to), leave: (text) => play.takenNames().some((name) => text.includes(name)), signal });
          answered.add(to);
          if (given.kind === 'confirmed') play.tally.confirmed += 1;
          if (given.kind === 'disputed') play.tally.disputed += 1;
          if (given.kind !== 'closed') play.acknowledged({ kind: 'confirmation', id: given.reference, action: given.kind, key: given.reference });
        },
      });
    },
  });
  watching.catch((failure: unknown) => play.say(`Parents could not read their mail: ${String(failure)}`));
  return { stop: () => own.abort() };
}
