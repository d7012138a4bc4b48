import { addressBook } from '../domain/place-name.ts';
import { listPath } from './wire.ts';
import type { Session } from './session.ts';
import { read } from './work.ts';
import type { Play } from './work.ts';

type Place = { id: string; parentId: string | null; kind: string; name: string; version: number };
type Residence = { id: string; version: number; residence: string; currentAddress: string; candidates: { id: string }[] };

/** Each pupil whose home is open is placed where the address on paper names one place and no other; the rest are left in the queue, and told. */
export async function settleHomes(play: Pick<Play, 'say'>, session: Session, unitPath: string): Promise<void> {
  const rows = await everyOpen(session);
  if (rows.length === 0) return;
  const book = addressBook(await everyPlace(session, unitPath));
  const byPlace = new Map<string, { id: string; version: number }[]>();
  for (const row of rows) {
    const home = book.match(row.currentAddress);
    // Of a split place only what came after it.
    if (home.kind !== 'settled' || (row.residence === 'split' && !row.candidates.some((one) => one.id === home.placeId))) continue;
    byPlace.set(home.placeId, [...(byPlace.get(home.placeId) ?? []), { id: row.id, version: row.version }]);
  }
  for (const [placeId, pupils] of byPlace) await sent(session, '/api/residences/decide', { pupils, placeId, reason: 'Đối chiếu giấy tờ cư trú' });
  const left = rows.length - [...byPlace.values()].flat().length;
  if (left > 0) play.say(`${left} homes under ${unitPath} cannot be told from the address: they wait for a person.`);
}

/** A school looks among the places of the office above it. */
export async function settleHomesOfSchool(play: Pick<Play, 'say'>, session: Session, schoolPath: string): Promise<void> {
  await settleHomes(play, session, schoolPath.replace(/[^/]+\/$/, ''));
}

async function everyOpen(session: Session): Promise<Residence[]> {
  const all: Residence[] = [];
  for (let from = 0; ; from += 200) {
    const page = await read<Residence[]>(session, listPath('residences', {}, [from, from + 199], ['fullName', 'ASC']));
    all.push(...page);
    if (page.length < 200) return all;
  }
}

async function everyPlace(session: Session, unitPath: string): Promise<Place[]> {
  const roots = await read<Place[]>(session, `/api/places?unitPath=${encodeURIComponent(unitPath)}`);
  const all: Place[] = [];
  for (let level = roots; level.length > 0; ) {
    all.push(...level);
    const below: Place[] = [];
    for (const one of level.filter((each) => each.kind === 'district' || each.kind === 'commune')) below.push(...(await read<Place[]>(session, `/api/places?parentId=${one.id}`)));
    level = below;
  }
  return all;
}

/** Somebody may have been faster; the next look shows what is left. */
async function sent(session: Session, path: string, body: unknown): Promise<void> {
  const answer = await session.send('POST', path, body, crypto.randomUUID());
  if (answer.status >= 300 && answer.status !== 409) throw new Error(`${session.account.username} got ${answer.status} from ${path.replace(/[0-9a-f-]{36}/g, '…')}`);
}
