import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from '../colleagues/people.ts';
import type { Colleagues } from '../colleagues/run.ts';
import { createSession } from '../colleagues/session.ts';
import type { Session } from '../colleagues/session.ts';
import type { SeasonRow } from '../colleagues/wire.ts';
import { DAY } from '../domain/instant.ts';
import type { Plan } from '../domain/plan.ts';
import type { Progress } from './progress.ts';
import { Sentence } from './sentence.ts';

export type People = { officer: Session; leader: Session };

/** The two people of a launch: who prepares, and who approves. */
export function launchPeople(baseUrl: string, accounts: readonly Account[], signal: AbortSignal): People {
  const find = (role: Account['role']): Session => {
    const account = accounts.find((one) => one.tier === 'province' && one.role === role);
    if (!account) throw new Error(`the Sở has no ${role}`);
    return createSession({ baseUrl, account, signal });
  };
  return { officer: find('officer'), leader: find('leader') };
}

/** Four eyes, as in the console: a draft, submitted by one, approved by another. Returns the season's id. */
export async function launchSeason({ officer, leader }: People, season: { planKey: string; year: number; title: string; dayMs: number }): Promise<string> {
  const clock = { mode: 'rehearsal', dayMs: season.dayMs };
  const check = await asked(officer, `/api/plans/${season.planKey}/check`, { year: season.year, choices: {}, clock });
  const { steps } = check as { steps: { key: string; window: { opensAt: string; closesAt: string }; vague: boolean }[] };
  // Vague windows ("early May") must be chosen: the rehearsal takes what the plan proposes.
  const choices = Object.fromEntries(steps.filter((step) => step.vague).map((step) => [step.key, step.window]));
  const draft = (await asked(officer, '/api/seasons', { planKey: season.planKey, year: season.year, title: season.title, clock, choices })) as SeasonRow;
  await asked(officer, `/api/seasons/${draft.id}/submit`, {});
  await asked(leader, `/api/seasons/${draft.id}/approve`, {});
  return draft.id;
}

/** Leaves out the steps numbered after `last`, as a Sở would: by a directive, once the season runs. */
export async function skipStepsAfter({ officer, leader }: People, seasonId: string, plan: Plan, last: number): Promise<number> {
  const left = plan.steps.filter((step) => step.number > last);
  if (left.length === 0) return 0;
  for (const until = performance.now() + 60_000; ; await sleep(200)) {
    const season = await officer.get(`/api/seasons/${seasonId}`);
    if ((season.body as SeasonRow).state === 'running') break;
    if (performance.now() > until) throw new Error('the season did not begin within a minute');
  }
  const directive = (await asked(officer, '/api/directives', { number: '12/DT-GDĐT', signedOn: `${plan.year}-03-01`, signer: 'Lãnh đạo Sở', title: `Diễn tập đến hết bước ${last}` })) as { id: string };
  for (const step of left) await asked(leader, `/api/seasons/${seasonId}/changes`, { kind: 'skip', stepKey: step.key, directiveId: directive.id });
  return left.length;
}

async function asked(session: Session, path: string, body: unknown): Promise<unknown> {
  const answer = await session.send('POST', path, body, randomUUID());
  if (answer.status >= 300) throw new Error(`${path.replace(/[0-9a-f-]{36}/g, '…')} answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 400)}`);
  return answer.body;
}

const lookEveryMs = 500;
const sayEveryMs = 5_000;
const stuckAfterMs = 180_000;
/** Full speed, and how many times slower; a season is never stopped for good. */
const slower = [1, 2, 4, 8, 16, 64, 256] as const;
/** Work may be this late (season time) before the days get longer. */
const lateLimit = DAY / 2;

/** Follows the season to its end; days get longer while people cannot keep up, and shorter again when they can. */
export async function playToEnd({ people, seasonId, colleagues, dayMs, engineBehind, progress, signal }: {
  people: People; seasonId: string; colleagues: Colleagues; dayMs: number;
  /** Season milliseconds by which the engine opens or closes steps too late. */
  engineBehind: () => Promise<number>;
  progress: Progress; signal: AbortSignal;
}): Promise<{ season: SeasonRow; paces: number }> {
  let level = 0;
  let calmSince = performance.now();
  let changedAt = 0;
  let saidAt = 0;
  let paces = 0;
  let moved = { at: performance.now(), mark: '' };
  for (;;) {
    if (signal.aborted) throw new Sentence('Stopped.');
    const answer = await people.officer.get(`/api/seasons/${seasonId}`);
    if (answer.status !== 200) throw new Error(`the season answered ${answer.status}`);
    const season = answer.body as SeasonRow;
    const load = colleagues.load();
    const now = performance.now();
    const mark = JSON.stringify([season.seasonNow, season.steps.map((step) => [step.phase, step.tasks])]);
    if (mark !== moved.mark) moved = { at: now, mark };
    if (now - moved.at > stuckAfterMs) throw new Error(`nothing moved for ${stuckAfterMs / 1_000} s at ${season.seasonNow}`);
    if (now - saidAt > sayEveryMs || season.state === 'finished') {
      saidAt = now;
      progress(lineOf(season, colleagues, slower[level] ?? 1));
    }
    if (season.state === 'finished') return { season, paces };
    const behind = Math.max(load.lag, await engineBehind());
    const isBusy = behind > lateLimit;
    if (isBusy) calmSince = now;
    const wanted = isBusy && level < slower.length - 1 ? level + 1 : !isBusy && now - calmSince > 4_000 && level > 0 ? level - 1 : level;
    if (wanted !== level && now - changedAt > 2_000 && season.state === 'running') {
      level = wanted;
      changedAt = now;
      calmSince = now;
      paces += 1;
      await asked(people.leader, `/api/seasons/${seasonId}/changes`, { kind: 'set-pace', dayMs: dayMs * (slower[level] ?? 1) });
    }
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}

function lineOf(season: SeasonRow, { tally, load }: Colleagues, slow: number): string {
  const open = season.steps.filter((step) => step.phase === 'open' || step.phase === 'grace').map((step) => step.number);
  const total = (key: 'total' | 'done' | 'lapsed'): number => season.steps.reduce((sum, step) => sum + step.tasks[key], 0);
  const { waiting } = load();
  return [
    season.seasonNow.slice(0, 10), `steps ${open.join(', ') || '–'}`, `tasks ${total('done')}/${total('total')} done${total('lapsed') > 0 ? `, ${total('lapsed')} lapsed` : ''}`,
    `parents ${tally.confirmed + tally.disputed}`, ...(waiting > 0 ? [`${waiting} waiting`] : []), ...(slow > 1 ? [`days ${slow}× longer`] : []),
  ].join('  ');
}
