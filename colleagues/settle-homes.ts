import { matchAddress } from '../domain/place-name.ts';
import { listPath } from './wire.ts';
import type { Session } from './session.ts';
import { read } from './work.ts';

type Place = { id: string; parentId: string | null; kind: string; name: string; version: number };
type Residence = { id: string; version: number; currentAddress: string; candidates: { id: string }[] };

/** Each pupil whose home is unclear is placed by the address on paper, among the places of a unit. */
export async function settleHomes(session: Session, unitPath: string): Promise<void> {
  const places = await everyPlace(session, unitPath);
  for (let round = 0; round < 40; round += 1) {
    const answer = await session.get(listPath('residences', {}, [0, 199], ['fullName', 'ASC']));
    const rows = answer.status === 200 ? (answer.body as Residence[]) : [];
    if (rows.length === 0) return;
    const byPlace = new Map<string, { id: string; version: number }[]>();
    for (const row of rows) {
      const matched = matchAddress(row.currentAddress, places);
      const placeId = matched.kind === 'settled' ? matched.placeId : (row.candidates[0]?.id ?? (matched.kind === 'unclear' ? matched.among[0] : undefined) ?? places.find((one) => one.kind === 'commune')?.id);
      if (placeId !== undefined) byPlace.set(placeId, [...(byPlace.get(placeId) ?? []), { id: row.id, version: row.version }]);
    }
    for (const [placeId, pupils] of byPlace) await sent(session, '/api/residences/decide', { pupils, placeId, reason: 'Đối chiếu giấy tờ cư trú' });
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
