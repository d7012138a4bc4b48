import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '../../colleagues/session.ts';
import type { ConfirmationRow, DisputeRow, SeasonRow, TaskRow } from '../../colleagues/wire.ts';
import { Sentence } from '../sentence.ts';
import { list, read, tell } from './asking.ts';
import { openLinkOf } from './parent-link.ts';

export type Scene = {
  season: SeasonRow;
  /** A season that waits for its second person. */
  proposalId: string;
  clerkTask: TaskRow; reviewTask: TaskRow | null; dispute: DisputeRow | null;
  /** Of families that have not answered yet; asked for just before they are shown, because families answer all the time. */
  waiting: () => Promise<ConfirmationRow | null>;
  linkPath: () => Promise<string | null>;
  /** A pupil of the clerk's school whom the population database has otherwise; the simulator is asked for it. */
  mismatch: () => Promise<string | null>;
  /** Lets the days run until that season instant, then almost stops them. */
  until(iso: string): Promise<void>;
  /** Withdraws what was only made for the pictures. */
  tidy: () => Promise<void>;
};
type House = { url: string; data: string; session: (username: string) => Session; say: (line: string) => void };

/** A few real people's desks: the simulation leaves these units alone. */
const taken = ['D01', 'S0001'];
/** Slips are out, parents answer, zones are being drawn. */
const midMay = '2023-05-16T06:00:00Z';
/** From here on slips are answered or handed to teachers, and no picture of the guide can be taken. */
const tooLate = '2023-05-18T06:00:00Z';
const longestMs = 20 * 60_000;

/** The room of a rehearsal well under way: the one that runs, or a new one. */
export async function readyRoom({ session, say }: House): Promise<Pick<Scene, 'season' | 'until'>> {
  const admin = session('so.admin');
  const season = await rehearsal(admin, say, '9999');
  return { season, until: async (iso) => await runUntil(admin, season.id, iso, say) };
}

/** Finds a rehearsal of hp-2023 or starts one, and brings it to the days that the guide shows. */
export async function readyHouse({ url, data, session, say }: House): Promise<Scene> {
  const [admin, officer, clerk, district] = ['so.admin', 'so.chuyenvien', 's0001.vanthu', 'd01.chuyenvien'].map(session) as [Session, Session, Session, Session];
  const season = await rehearsal(admin, say, tooLate);
  const until = async (iso: string): Promise<void> => await runUntil(admin, season.id, iso, say);
  await until(midMay);
  const open = async (): Promise<TaskRow | null> => (await read<TaskRow[]>(clerk, `/api/tasks?${list({ seasonId: season.id, state: ['open', 'returned'], q: 'số định danh' })}`))[0] ?? null;
  const reviews = await read<TaskRow[]>(district, `/api/tasks?${list({ seasonId: season.id, mine: 'review' })}`);
  const waiting = async (): Promise<ConfirmationRow | null> => (await read<ConfirmationRow[]>(clerk, `/api/confirmations?${list({ seasonId: season.id, state: ['waiting', 'with-teacher'] })}`)).at(-1) ?? null;
  const [clerkTask, silent] = [await appears(open), await appears(waiting)];
  if (!clerkTask || !silent) throw new Sentence('The clerk of S0001 has no open task or slip: start the pictures on a fresh data folder (npm start -- --fresh).');
  const proposalId = await propose(officer);
  return {
    season, proposalId, until, clerkTask, reviewTask: reviews[0] ?? null, waiting, mismatch: async () => await mismatchOf(officer, clerk),
    dispute: await disputed(clerk, season.id, silent), linkPath: async () => await openLinkOf({ url, data, school: clerkTask.unit.name }),
    tidy: async () => void (await officer.send('POST', `/api/seasons/${proposalId}/cancel`, {}, randomUUID())),
  };
}

async function mismatchOf(officer: Session, clerk: Session): Promise<string | null> {
  await tell(officer, '/api/identity/take-over', { cohort: null });
  await tell(officer, '/api/identity-batches', { adapter: 'http', cohort: null });
  return await appears(async () => (await read<{ id: string }[]>(clerk, `/api/identity?${list({ state: ['mismatch'] })}`))[0]?.id ?? null);
}

/** A busy machine opens a step late. */
async function appears<T>(look: () => Promise<T | null>): Promise<T | null> {
  for (let left = 90; ; left -= 1) {
    const found = await look();
    if (found !== null || left === 0) return found;
    await sleep(2000);
  }
}

async function rehearsal(admin: Session, say: House['say'], before: string): Promise<SeasonRow> {
  const running = await read<SeasonRow[]>(admin, `/api/seasons?${list({ state: ['running', 'launching'] })}`);
  const found = running.find((one) => one.rehearsal && one.seasonNow < before && taken.every((code) => one.colleagues?.takenUnitCodes.includes(code)));
  if (found) return found;
  say('Starting a rehearsal of hp-2023; D01 and S0001 are left to people');
  const rates = { late: 0.15, wrong: 0.1, silent: 0.1 };
  return await tell<SeasonRow>(admin, '/api/seasons/rehearse', { planKey: 'hp-2023', dayMs: 4000, colleagues: { enabled: true, parents: true, takenUnitCodes: taken, seed: 7, rates } });
}

async function runUntil(admin: Session, id: string, iso: string, say: House['say']): Promise<void> {
  const changes = `/api/seasons/${id}/changes`;
  const began = performance.now();
  let saidAt = -Infinity;
  if ((await read<SeasonRow>(admin, `/api/seasons/${id}`)).seasonNow >= iso) return;
  let runs = false;
  for (;;) {
    const { seasonNow, state } = await read<SeasonRow>(admin, `/api/seasons/${id}`);
    if (state === 'running' && !runs) await tell(admin, changes, { kind: 'set-pace', dayMs: 4000 });
    runs ||= state === 'running';
    if (state !== 'running' && state !== 'launching') throw new Sentence('The rehearsal ended before the picture: start again on a fresh data folder (npm start -- --fresh).');
    if (runs && seasonNow >= iso) break;
    if (performance.now() - began > longestMs) throw new Sentence(`The rehearsal did not reach ${iso} in time: see the logs of its Mùa.`);
    if (performance.now() - saidAt > 15_000) say(`The rehearsal stands at ${seasonNow.slice(0, 10)}`);
    if (performance.now() - saidAt > 15_000) saidAt = performance.now();
    await sleep(1000);
  }
  await tell(admin, changes, { kind: 'set-pace', dayMs: 3_600_000 });
}

/** A real season for next year, prepared by one person and waiting for another. */
async function propose(officer: Session): Promise<string> {
  const year = new Date().getUTCFullYear() + 1;
  const clock = { mode: 'live' };
  const { steps } = await tell<{ steps: { key: string; window: unknown; vague: boolean }[] }>(officer, '/api/plans/hp-2023/check', { year, choices: {}, clock });
  const choices = Object.fromEntries(steps.filter((step) => step.vague).map((step) => [step.key, step.window]));
  const { id } = await tell<SeasonRow>(officer, '/api/seasons', { planKey: 'hp-2023', year, title: `Tuyển sinh đầu cấp năm ${year}`, clock, choices });
  await tell(officer, `/api/seasons/${id}/submit`, {});
  return id;
}

async function disputed(clerk: Session, seasonId: string, slip: ConfirmationRow): Promise<DisputeRow | null> {
  const filter = list({ seasonId, state: ['open'] });
  const [there] = await read<DisputeRow[]>(clerk, `/api/disputes?${filter}`);
  if (there) return there;
  const fields = [{ field: 'currentAddress', proposed: 'Số 12 Lạch Tray, phường Gia Viên, thành phố Hải Phòng' }, { field: 'guardianPhone', proposed: '0912345678' }];
  await tell(clerk, `/api/confirmations/${slip.id}/key-in`, { answer: 'dispute', fields, note: 'Gia đình mới chuyển nhà.' });
  const [made] = await read<DisputeRow[]>(clerk, `/api/disputes?${filter}`);
  return made ?? null;
}
