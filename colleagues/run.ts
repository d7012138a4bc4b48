import { setMaxListeners } from 'node:events';
import { seasonNow } from '../domain/clock.ts';
import { DAY } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';
import { doTask, reviewTask, wordsOf } from './do-task.ts';
import { createLookout } from './lookout.ts';
import { followMail } from './parents.ts';
import { personFor, staffingOf } from './people.ts';
import type { Account, Rates } from './people.ts';
import { createSession } from './session.ts';
import type { Session } from './session.ts';
import { againAt, reviewAt, workAt } from './timing.ts';
import type { SeasonRow, TaskRow } from './wire.ts';
import { emptyTally } from './work.ts';
import type { Acknowledged, Outcome, Play, Tally } from './work.ts';
import { createWorklist } from './worklist.ts';
import type { Worklist } from './worklist.ts';

/** A server that is away fails everybody at once: what is said of it stays readable. */
const mostSaid = 30;

export type ColleaguesOptions = {
  baseUrl: string;
  accounts: readonly Account[];
  /** Data folder whose `mail` and `sms` parents read; null = no parents. */
  mailbox: string | null;
  seed: number;
  rates: Rates;
  /** Codes of units that real people took; asked again at each look. */
  except: (season: SeasonRow) => readonly string[];
  seasonId: string;
  stop: AbortSignal;
  concurrency?: number;
  say?: (line: string) => void;
  onAcknowledged?: (one: Acknowledged) => void;
};

export type Colleagues = {
  tally: Tally;
  /** Work whose time has come and that waits for a hand, what is being done, and how far behind it is (season ms). */
  load: () => { waiting: number; running: number; planned: number; lag: number };
  /** Resolves when the season is over or `stop` was given. */
  ended: Promise<void>;
};

/** Plays everybody of one season who is not taken by a real person, through the HTTP API and the portal only. */
export async function runColleagues(options: ColleaguesOptions): Promise<Colleagues> {
  const { baseUrl, accounts, seasonId, stop, seed, rates } = options;
  // Every request in hand listens for the end.
  setMaxListeners(0, stop);
  const say = options.say ?? ((): void => undefined);
  const sessions = new Map<string, Session>();
  const sessionOf = (account: Account): Session => {
    const known = sessions.get(account.username) ?? createSession({ baseUrl, account, signal: stop });
    sessions.set(account.username, known);
    return known;
  };
  const staffing = staffingOf(accounts);
  const scout = accounts.find((one) => one.tier === 'province' && one.role === 'officer');
  if (!scout) throw new Error('nobody at the Sở may look at the season');
  const lookout = createLookout(sessionOf(scout), seasonId, stop);
  let season = await lookout.season();
  const names = new Map<string, string>();
  const play: Play = {
    takenNames: () => options.except(season).flatMap((code) => names.get(code) ?? []),
    season: () => season, clock: () => season.clock, seasonNow: () => seasonNow(season.clock, Date.now()), seed, rates, staffing, sessionOf,
    tally: emptyTally(), acknowledged: options.onAcknowledged ?? ((): void => undefined), say,
  };
  const failed = (key: string, failure: unknown): void => {
    if (stop.aborted) return;
    play.tally.failures += 1;
    if (play.tally.failures > mostSaid) return;
    say(`A colleague did not get through (${key.split('/')[0]}): ${failure instanceof Error ? failure.message.slice(0, 300) : String(failure)}`);
  };
  const worklist = createWorklist({ concurrency: options.concurrency ?? 6, seasonNow: play.seasonNow, onFailure: failed });
  const parents = options.mailbox === null ? null : await followMail(play, { folder: options.mailbox, baseUrl, worklist, signal: stop });
  const planned = new Map<string, string>();

  const ended = (async () => {
    for (;;) {
      if (stop.aborted) break;
      try {
        season = await lookout.season();
        if (season.state === 'finished' || season.state === 'cancelled') break;
        const taken = new Set(options.except(season));
        const tasks = season.state === 'running' ? await lookout.openTasks() : [];
        for (const task of tasks) {
          names.set(task.unit.code, task.unit.name);
          plan(play, worklist, planned, task, taken);
        }
      } catch (failure) {
        failed('look', failure);
      }
      await lookout.change();
    }
    parents?.stop();
    await worklist.stop();
  })();
  return { tally: play.tally, ended, load: () => ({ waiting: worklist.waiting(), running: worklist.running(), planned: worklist.planned(), lag: worklist.lag() }) };
}

/** Puts a task on the list once for each turn it takes: to do, to look at, to do again. */
function plan(play: Play, worklist: Worklist, planned: Map<string, string>, task: TaskRow, taken: ReadonlySet<string>): void {
  if (taken.has(task.holder.code)) {
    planned.delete(task.id);
    return;
  }
  const turn = task.state === 'open' ? 'open' : `${task.state}/${task.version}`;
  if (planned.get(task.id) === turn || worklist.has(`task/${task.id}`)) return;
  planned.set(task.id, turn);
  const step = play.season().steps.find((one) => one.key === task.stepKey);
  const timing = { now: play.seasonNow(), dueAt: Date.parse(task.dueAt), lapsesAt: step ? Date.parse(step.lapsesAt) : Date.parse(task.dueAt) };
  const words = wordsOf(play, task);
  const at = task.state === 'submitted' ? reviewAt(timing, play.seed, words) : task.state === 'returned' ? againAt(timing, play.seed, words) : workAt(timing, play.rates, play.seed, words);
  if (at === null || personFor(play.staffing, task.holder, task.state === 'submitted' ? 'review' : 'work') === null) return;
  const act = task.state === 'submitted' ? reviewTask : doTask;
  const attempt = (when: Instant, pause: Instant): void =>
    worklist.add({
      key: `task/${task.id}`, at: when,
      run: async () => {
        const outcome = await act(play, task).catch((failure: unknown) => {
          // Somebody who did not get through tries again, ever less often.
          attempt(play.seasonNow() + pause, pause * 2);
          throw failure;
        });
        if (isWaiting(outcome)) attempt(play.seasonNow() + pause, Math.min(pause * 1.5, 2 * DAY));
      },
    });
  attempt(at, DAY / 4);
}

/** Others must be first, or the season is paused: the same person comes back later. */
const isWaiting = (outcome: Outcome): boolean => outcome.kind === 'refused' && ['waits-for-others', 'season-paused', 'somebody-was-faster', 'work-unfinished'].includes(outcome.code);
