import { useMemo, useState } from 'react';
import type { ZonedIntake, ZoneMove } from '../../domain/zoning.ts';
import type { Zoning } from './records.ts';

const keyOf = (placeId: string, intake: ZonedIntake): string => `${placeId}/${intake}`;

/** What a person has changed in the table and not saved yet; text as typed, so that a half-typed code is not lost. */
export function useMoves(zoning: Zoning) {
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const stored = useMemo(() => {
    const codes = new Map(zoning.schools.map((one) => [one.id, one.code]));
    const map = new Map<string, string>();
    for (const zone of zoning.zones) {
      const key = keyOf(zone.placeId, zone.intake);
      map.set(key, [map.get(key), codes.get(zone.schoolId) ?? '?'].filter(Boolean).join(', '));
    }
    return map;
  }, [zoning]);
  const byCode = useMemo(() => new Map(zoning.schools.map((one) => [one.code.toLowerCase(), one.id])), [zoning]);
  const schoolsIn = (text: string): string[] | null => {
    const codes = text.split(/[,;\s]+/).filter((one) => one !== '');
    const ids = codes.map((one) => byCode.get(one.toLowerCase()));
    return ids.some((one) => one === undefined) ? null : ids.filter((one) => one !== undefined);
  };
  const valueOf = (placeId: string, intake: ZonedIntake): string => typed.get(keyOf(placeId, intake)) ?? stored.get(keyOf(placeId, intake)) ?? '';
  const change = (cells: readonly { placeId: string; intake: ZonedIntake; text: string }[]): void =>
    setTyped((before) => {
      const next = new Map(before);
      for (const { placeId, intake, text } of cells) {
        if (text === (stored.get(keyOf(placeId, intake)) ?? '')) next.delete(keyOf(placeId, intake));
        else next.set(keyOf(placeId, intake), text);
      }
      return next;
    });
  const moves: ZoneMove[] = [...typed].flatMap(([key, text]) => {
    const [placeId = '', ...rest] = key.split('/');
    const schoolIds = schoolsIn(text);
    return schoolIds === null ? [] : [{ placeId, intake: rest.join('/') as ZonedIntake, schoolIds }];
  });
  return { valueOf, change, moves, isWrong: (placeId: string, intake: ZonedIntake) => schoolsIn(valueOf(placeId, intake)) === null, isChanged: (placeId: string, intake: ZonedIntake) => typed.has(keyOf(placeId, intake)), unread: typed.size - moves.length, clear: () => setTyped(new Map()) };
}
