import { DAY } from '../domain/instant.ts';
import { levelOfIntake } from '../domain/cohort.ts';
import type { Level } from '../domain/tier.ts';
import { zonedIntakes } from '../domain/zoning.ts';
import type { SchoolSeats, ZonedIntake, ZoneFinding } from '../domain/zoning.ts';
import type { DoWork } from './do-work.ts';
import { personFor, roll } from './people.ts';
import type { Session } from './session.ts';
import type { Play } from './work.ts';
import { read } from './work.ts';

type Place = { id: string; parentId: string | null; kind: string; name: string };
type School = { id: string; name: string; levels: Level[] };
type Plan = { id: string; state: string; version: number };
type Drawing = {
  plan: Plan | null; places: Place[]; schools: School[]; zones: { placeId: string; intake: ZonedIntake }[]; quotas: { schoolId: string; intake: ZonedIntake }[]; seats: SchoolSeats[]; findings: ZoneFinding[];
};

/** The officer of the district gives each ward to schools in turn, sees that seats suffice, shows the draft, and records the committee's decision once the schools have spoken. */
export const drawZones: DoWork = async (play, session, task) => {
  const year = yearOf(play);
  const unitId = task.unit.id;
  const at = (): Promise<Drawing> => read<Drawing>(session, `/api/zones?unitId=${unitId}&year=${year}`);
  const first = await at();
  const moves = zonedIntakes.flatMap((intake) => {
    const schools = first.schools.filter((one) => one.levels.includes(levelOfIntake[intake]));
    const wards = first.places.filter((one) => one.kind === 'commune' && !first.zones.some((zone) => zone.placeId === one.id && zone.intake === intake));
    // A commune of 2025 is one ward; its groups are shared out among its schools.
    const spots = wards.length < schools.length ? first.places.filter((one) => (one.kind === 'group' || one.kind === 'hamlet') && !first.zones.some((zone) => zone.placeId === one.id && zone.intake === intake)) : wards;
    // No school goes without: where there are more schools than places, they share them.
    return schools.length === 0 ? [] : spots.map((spot, index) => ({
      placeId: spot.id, intake, schoolIds: schools.filter((_, at) => (schools.length > spots.length ? at % spots.length === index : at === index % schools.length)).slice(0, 5).map((one) => one.id),
    }));
  });
  if (moves.length > 0 && (first.plan === null || first.plan.state === 'draft')) await sent(session, 'PUT', '/api/zones', { unitId, year, moves, version: first.plan?.version ?? null });
  const zoned = await at();
  const quotas = zoned.seats.filter((one) => one.seats === null || one.shortfall > 0).map(({ schoolId, intake, children }) => {
    const seats = Math.ceil((children * (1.05 + 0.1 * roll(play.seed, 'seats', schoolId, intake))) / 5) * 5 + 5;
    return { schoolId, intake, seats, classes: Math.ceil(seats / 35), rooms: Math.ceil(seats / 35), twoSessions: 100, criteria: 'Trẻ cư trú trong tuyến của trường.', papers: ['Bản sao giấy khai sinh', 'Phiếu đăng ký'], forms: [] };
  });
  if (quotas.length > 0) await sent(session, 'PUT', '/api/quotas', { unitId, year, quotas });
  const { plan } = await at();
  if (plan?.state === 'draft') await sent(session, 'POST', `/api/zone-plans/${plan.id}/open-comments`, { version: plan.version });
  const shown = (await at()).plan;
  // Near the deadline the committee decides without those who said nothing.
  const isNear = play.seasonNow() > Date.parse(task.dueAt) - 6 * DAY;
  if (shown?.state === 'commenting' && (isNear || (await everybodySpoke(session, shown.id, zoned.schools)))) {
    await sent(session, 'POST', `/api/zone-plans/${shown.id}/decide`, { version: shown.version, number: `${Math.floor(roll(play.seed, 'decision', unitId) * 900) + 100}/QĐ-UBND`, signedOn: `${year}-05-20`, signer: 'Chủ tịch Ủy ban nhân dân' });
  }
};

async function everybodySpoke(session: Session, planId: string, schools: readonly School[]): Promise<boolean> {
  const { comments } = await read<{ comments: { schoolId: string }[] }>(session, `/api/zone-plans/${planId}`);
  return schools.every((school) => comments.some((one) => one.schoolId === school.id));
}

/** The principal looks at the draft; most agree, some say what is wrong and agree with the answer. */
export const commentZones: DoWork = async (play, _session, task) => {
  const principal = personFor(play.staffing, task.unit, 'review');
  const planId = /plan=([0-9a-f-]{36})/.exec(task.work.blockers[0]?.to ?? '')?.[1];
  if (!principal || planId === undefined || task.work.blockers[0]?.code !== 'no-comment') return;
  const agrees = roll(play.seed, 'zone-comment', task.unit.code) < 0.85;
  await sent(play.sessionOf(principal), 'POST', `/api/zone-plans/${planId}/comment`, agrees ? { agrees: 'yes', note: '' } : { agrees: 'no', note: 'Số phòng học của trường chưa đủ cho số trẻ trong tuyến; đề nghị xem lại một tổ dân phố.' });
};

/** The Sở looks at each decided plan. */
export const superviseZones: DoWork = async (play, session) => {
  const plans = await read<Plan[]>(session, `/api/zone-plans?year=${yearOf(play)}`);
  for (const plan of plans.filter((one) => one.state === 'decided')) await sent(session, 'POST', `/api/zone-plans/${plan.id}/supervise`, { version: plan.version });
};

const yearOf = (play: Play): number => play.season().year;

/** Somebody may have been faster; the next look shows what is left to do. */
async function sent(session: Session, method: 'POST' | 'PUT', path: string, body: unknown): Promise<void> {
  const answer = await session.send(method, path, body, crypto.randomUUID());
  if (answer.status >= 300 && answer.status !== 409) throw new Error(`${session.account.username} got ${answer.status} from ${path.replace(/[0-9a-f-]{36}/g, '…')}: ${JSON.stringify(answer.body).slice(0, 200)}`);
}
