import { randomUUID } from 'node:crypto';
import type { SeasonClock } from '../domain/clock.ts';
import type { Instant } from '../domain/instant.ts';
import type { Account, Rates, Staffing } from './people.ts';
import type { Answer, Session } from './session.ts';
import { refusalOf } from './wire.ts';
import type { SeasonRow } from './wire.ts';

export type Acknowledged = { kind: 'task' | 'dispute' | 'confirmation'; id: string; action: string; key: string };

export type Tally = { submitted: number; accepted: number; returned: number; decided: number; keyedIn: number; confirmed: number; disputed: number; refusedForms: number; refused: Record<string, number>; failures: number };

export const emptyTally = (): Tally => ({ submitted: 0, accepted: 0, returned: 0, decided: 0, keyedIn: 0, confirmed: 0, disputed: 0, refusedForms: 0, refused: {}, failures: 0 });

/** What everybody in one played season shares. */
export type Play = {
  season(): SeasonRow;
  clock(): SeasonClock;
  seasonNow: () => Instant;
  seed: number;
  rates: Rates;
  staffing: Staffing;
  sessionOf(account: Account): Session;
  tally: Tally;
  /** Names of units that real people took: their families are real people too. */
  takenNames(): readonly string[];
  /** The server said that it counts. */
  acknowledged(one: Acknowledged): void;
  /** Words for people at the command line: nothing personal. */
  say(line: string): void;
};

export type Outcome =
  | { kind: 'taken' }
  /** Not now: others first, paused, somebody was faster. */
  | { kind: 'refused'; code: string }
  /** The form has problems. */
  | { kind: 'invalid' };

/** Presses a button once and for all: the same key until an answer comes. */
export async function press(play: Play, session: Session, path: string, body: unknown, ack: Omit<Acknowledged, 'key'>): Promise<Outcome> {
  const key = randomUUID();
  const answer: Answer = await session.send('POST', path, body, key);
  if (answer.status >= 200 && answer.status < 300) {
    play.acknowledged({ ...ack, key });
    return { kind: 'taken' };
  }
  const code = refusalOf(answer.body);
  if (answer.status === 422 || answer.status === 400) return { kind: 'invalid' };
  play.tally.refused[code] = (play.tally.refused[code] ?? 0) + 1;
  if (answer.status === 409) return { kind: 'refused', code };
  throw new Error(`${session.account.username} got ${answer.status} ${code} from ${path.replace(/[0-9a-f-]{36}/g, '…')}`);
}

export async function read<T>(session: Session, path: string): Promise<T> {
  const answer = await session.get(path);
  if (answer.status !== 200) throw new Error(`${session.account.username} got ${answer.status} ${refusalOf(answer.body)} from ${path.replace(/[0-9a-f-]{36}/g, '…').slice(0, 120)}`);
  return answer.body as T;
}
