import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { withPace } from '../../domain/clock.ts';
import type { SeasonClock } from '../../domain/clock.ts';
import { DAY } from '../../domain/instant.ts';
import { enqueue } from '../../db/outbox.ts';
import { addChange } from '../../db/queries/season-changes.ts';
import { editSeason, lockSeason } from '../../db/queries/seasons.ts';
import type { Ground } from './ground.ts';
import type { Person } from './province.ts';
import { answerOf, doersOf, openTasks, sendAnswer, storeAnswers } from './season.ts';
import type { LaunchedSeason, OpenTask } from './season.ts';

export type Played = {
  answers: number;
  refused: Record<string, number>;
  /** Milliseconds of each answer, press to outcome. */
  times: number[];
  /** Longest that a task lay unanswered since it was seen, milliseconds. */
  oldest: number;
  /** Seconds in which somebody had something to answer. */
  busySeconds: number;
  paces: number;
};

type Days = { idle: number; busy: number };
const lookEveryMs = 400;
/** Work that waits; above it the days get longer. */
const muchWork = 5;

/**
 * Everybody in the province at once: whatever is open is answered, whatever is submitted accepted, as fast as the engine takes it. Days are short while nobody
 * has work and long while somebody has, as in a rehearsal whose people would otherwise not keep up.
 */
export async function playSeason(ground: Ground, season: LaunchedSeason, people: readonly Person[], { width, days, say }: { width: number; days: Days; say: (line: string) => void }): Promise<Played> {
  const played: Played = { answers: 0, refused: {}, times: [], oldest: 0, busySeconds: 0, paces: 0 };
  const doers = doersOf(people);
  const queue: { task: OpenTask; seenAt: number }[] = [];
  /** In the queue or being answered, by task and version: a returned task is another piece of work. */
  const known = new Set<string>();
  const life = { over: false };
  const lanes = Array.from({ length: width }, async () => {
    while (!life.over) {
      const next = queue.shift();
      if (!next) {
        await sleep(50);
        continue;
      }
      await answerOne(ground, next, doers, played);
      known.delete(keyOf(next.task));
    }
  });
  let dayMs = days.idle;
  let saidAt = 0;
  for (let lookedAt = performance.now(); ; ) {
    const { rows: [row] } = await ground.pool.query<{ state: string }>('select state from seasons where id = $1', [season.id]);
    if (row?.state === 'finished') break;
    for (const task of await openTasks(ground, season.id)) {
      if (known.has(keyOf(task))) continue;
      known.add(keyOf(task));
      queue.push({ task, seenAt: performance.now() });
    }
    const wanted = queue.length > muchWork ? days.busy : known.size === 0 ? days.idle : dayMs;
    if (wanted !== dayMs) {
      dayMs = wanted;
      played.paces += 1;
      await setPace(ground, season.id, dayMs, people[0]?.id ?? '');
    }
    const now = performance.now();
    if (known.size > 0) played.busySeconds += (now - lookedAt) / 1_000;
    lookedAt = now;
    if (now - saidAt > 15_000) {
      saidAt = now;
      say(`season: ${played.answers} answers, ${queue.length} waiting, a day lasts ${dayMs} ms`);
    }
    await sleep(lookEveryMs);
  }
  life.over = true;
  await Promise.all(lanes);
  return played;
}

const keyOf = ({ id, version }: OpenTask): string => `${id}/${version}`;

async function answerOne(ground: Ground, { task, seenAt }: { task: OpenTask; seenAt: number }, doers: ReadonlyMap<string, string>, played: Played): Promise<void> {
  const reviews = task.state === 'submitted';
  const actor = doers.get(reviews ? (task.reviewerCode ?? task.unitCode) : task.unitCode) ?? '';
  const answer = answerOf(task, actor, reviews ? 'accept' : 'submit');
  const pressedAt = performance.now();
  try {
    await storeAnswers(ground, [answer]);
    const outcome = await sendAnswer(ground, answer);
    played.times.push(performance.now() - pressedAt);
    if (outcome.kind === 'taken') {
      played.answers += 1;
      played.oldest = Math.max(played.oldest, performance.now() - seenAt);
    } else played.refused[outcome.reason] = (played.refused[outcome.reason] ?? 0) + 1;
  } catch {
    // Its story does not run yet, or is over: the next look finds it again, or not.
    played.refused['engine-away'] = (played.refused['engine-away'] ?? 0) + 1;
  }
}

/** As api/season/change.ts records a new pace; the relay tells the season. */
async function setPace(ground: Ground, seasonId: string, dayMs: number, madeBy: string): Promise<void> {
  await ground.db.transaction(async (tx) => {
    const season = await lockSeason(tx, seasonId);
    if (season?.state !== 'running') return;
    const id = randomUUID();
    await addChange(tx, { id, seasonId, stepKey: null, kind: 'set-pace', before: {}, after: { dayMs }, directiveId: null, madeBy });
    await editSeason(tx, seasonId, { clock: withPace(season.clock, DAY / dayMs, Date.now()) });
    await enqueue(tx, { kind: 'season-changed', key: `season-changed/${id}`, payload: { seasonId, seasonCode: season.code, changeId: id } });
  });
}

export const fastClock = (dayMs: number) => (first: number): SeasonClock => ({ mode: 'rehearsal', anchorReal: Date.now(), anchorSeason: first - DAY / 4, pace: DAY / dayMs });
