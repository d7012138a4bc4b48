import { matchAddress } from '../domain/place-name.ts';
import type { DoWork } from './do-work.ts';
import { listPath } from './wire.ts';
import type { Session } from './session.ts';
import { read } from './work.ts';

type Place = { id: string; parentId: string | null; kind: string; name: string; version: number; mayEdit?: boolean };
type Residence = { id: string; version: number; currentAddress: string; candidates: { id: string }[] };

/** The officer decides what schools proposed, merges names that stand twice, and settles each pupil by the address on paper. */
export const consolidatePlaces: DoWork = async (_play, session, task) => {
  const inbox = await read<{ proposed: Place[]; twice: Place[][] }>(session, '/api/places/proposals');
  for (const one of inbox.proposed.filter((each) => each.mayEdit)) await sent(session, `/api/places/${one.id}/change`, { action: 'accept', version: one.version });
  for (const [keep, ...others] of inbox.twice) {
    for (const one of others.filter((each) => each.mayEdit)) if (keep) await sent(session, `/api/places/${one.id}/replace`, { version: one.version, into: [keep.id], reason: 'Trùng tên' });
  }
  const places = await everyPlace(session, task.unit.path);
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
};

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
