import { cohorts, levelOfIntake, nextIntake } from './cohort.ts';
import type { Cohort, Intake } from './cohort.ts';
import type { Level } from './tier.ts';

/** What zones are drawn for: grade 10 has an examination instead. */
export const zonedIntakes = ['kindergarten-5', 'grade-1', 'grade-6'] as const satisfies readonly Intake[];
export type ZonedIntake = (typeof zonedIntakes)[number];

export type ZonePlace = { id: string; parentId: string | null };
/** In force. `shared`: a border place that several schools share, meant so. */
export type Zone = { placeId: string; intake: ZonedIntake; schoolId: string; shared: boolean };
export type ZoneSchool = { id: string; levels: readonly Level[] };
export type Quota = { schoolId: string; intake: ZonedIntake; seats: number };
/** Final-year pupils who live there (in the place itself, not under it). */
export type Children = { placeId: string; cohort: Cohort; count: number };
export type Zoning = { places: readonly ZonePlace[]; zones: readonly Zone[]; schools: readonly ZoneSchool[]; quotas: readonly Quota[]; children: readonly Children[] };

export type SchoolSeats = { schoolId: string; intake: ZonedIntake; seats: number | null; children: number; shortfall: number };
export const zoneFindings = ['no-school', 'two-schools', 'no-quota', 'wrong-level', 'child-without-school'] as const;
export type ZoneFinding = { code: (typeof zoneFindings)[number]; intake: ZonedIntake; placeId: string | null; schoolId: string | null; children: number };
export type ZoningResult = { seats: SchoolSeats[]; findings: ZoneFinding[] };

/** The cohorts of an intake: who enters grade 1 left kindergarten. Five-year-olds of a kindergarten are not on any list yet. */
const cohortsOfIntake = (intake: ZonedIntake): Cohort[] => cohorts.filter((one) => nextIntake[one] === intake);

/**
 * Schools of each place and intake: its own zones, else those of the nearest place above it. A zone on a ward so covers all its groups but those that
 * have their own.
 */
export function schoolsByPlace(places: readonly ZonePlace[], zones: readonly Zone[]): (placeId: string, intake: ZonedIntake) => readonly Zone[] {
  const parentOf = new Map(places.map((one) => [one.id, one.parentId]));
  const own = new Map<string, Zone[]>();
  for (const zone of zones) {
    const key = `${zone.placeId}/${zone.intake}`;
    own.set(key, [...(own.get(key) ?? []), zone]);
  }
  const known = new Map<string, readonly Zone[]>();
  const find = (placeId: string, intake: ZonedIntake): readonly Zone[] => {
    const key = `${placeId}/${intake}`;
    const found = known.get(key) ?? own.get(key);
    if (found) return found;
    // Before going up, so that a circle of places ends here.
    known.set(key, []);
    const parent = parentOf.get(placeId);
    const above = parent ? find(parent, intake) : [];
    known.set(key, above);
    return above;
  };
  return find;
}

/** Seats against children, and everything that is wrong, before anybody approves (HP-2023 step 5). Linear in places, zones and children. */
export function evaluateZoning({ places, zones, schools, quotas, children }: Zoning): ZoningResult {
  const schoolsOf = schoolsByPlace(places, zones);
  const seatsOf = new Map(quotas.map((one) => [`${one.schoolId}/${one.intake}`, one.seats]));
  const levelsOf = new Map(schools.map((one) => [one.id, one.levels]));
  const isLeaf = leaves(places);
  const counted = new Map<string, number>();
  const findings: ZoneFinding[] = [];
  for (const intake of zonedIntakes) {
    // A unit without any school of the level owes nobody one: its children go to a neighbour.
    if (!schools.some((one) => one.levels.includes(levelOfIntake[intake]))) continue;
    const living = childrenBy(children, cohortsOfIntake(intake));
    for (const place of places) {
      const count = living.get(place.id) ?? 0;
      const found = schoolsOf(place.id, intake);
      if (found.length === 0 && isLeaf(place.id)) findings.push({ code: 'no-school', intake, placeId: place.id, schoolId: null, children: count });
      if (found.length === 0 && count > 0) findings.push({ code: 'child-without-school', intake, placeId: place.id, schoolId: null, children: count });
      if (new Set(found.map((one) => one.schoolId)).size > 1 && !found.every((one) => one.shared) && found.some((one) => one.placeId === place.id)) {
        findings.push({ code: 'two-schools', intake, placeId: place.id, schoolId: null, children: count });
      }
      for (const zone of found) counted.set(`${zone.schoolId}/${intake}`, (counted.get(`${zone.schoolId}/${intake}`) ?? 0) + count / found.length);
    }
    for (const schoolId of new Set(zones.filter((one) => one.intake === intake).map((one) => one.schoolId))) {
      const children = Math.round(counted.get(`${schoolId}/${intake}`) ?? 0);
      if (!seatsOf.has(`${schoolId}/${intake}`)) findings.push({ code: 'no-quota', intake, placeId: null, schoolId, children });
      if (!(levelsOf.get(schoolId) ?? []).includes(levelOfIntake[intake])) findings.push({ code: 'wrong-level', intake, placeId: null, schoolId, children });
    }
  }
  return { findings, seats: seatsTable(schools, zones, seatsOf, counted) };
}

function seatsTable(schools: readonly ZoneSchool[], zones: readonly Zone[], seatsOf: ReadonlyMap<string, number>, counted: ReadonlyMap<string, number>): SchoolSeats[] {
  const zoned = new Set(zones.map((one) => `${one.schoolId}/${one.intake}`));
  return schools.flatMap((school) => zonedIntakes.flatMap((intake): SchoolSeats[] => {
    const key = `${school.id}/${intake}`;
    const seats = seatsOf.get(key) ?? null;
    if (seats === null && !zoned.has(key)) return [];
    const children = Math.round(counted.get(key) ?? 0);
    return [{ schoolId: school.id, intake, seats, children, shortfall: Math.max(0, children - (seats ?? 0)) }];
  }));
}

function childrenBy(children: readonly Children[], of: readonly Cohort[]): Map<string, number> {
  const sum = new Map<string, number>();
  for (const one of children) if (of.includes(one.cohort)) sum.set(one.placeId, (sum.get(one.placeId) ?? 0) + one.count);
  return sum;
}

function leaves(places: readonly ZonePlace[]): (placeId: string) => boolean {
  const parents = new Set(places.map((one) => one.parentId));
  return (placeId) => !parents.has(placeId);
}

/** One place given to other schools for an intake; no school takes its own zones away, so that it follows the place above. */
export type ZoneMove = { placeId: string; intake: ZonedIntake; schoolIds: readonly string[] };

export function withMoves(zones: readonly Zone[], moves: readonly ZoneMove[]): Zone[] {
  const moved = new Set(moves.map((one) => `${one.placeId}/${one.intake}`));
  return [
    ...zones.filter((one) => !moved.has(`${one.placeId}/${one.intake}`)),
    ...moves.flatMap(({ placeId, intake, schoolIds }) => [...new Set(schoolIds)].map((schoolId) => ({ placeId, intake, schoolId, shared: new Set(schoolIds).size > 1 }))),
  ];
}

export type WhatIf = { before: SchoolSeats[]; after: SchoolSeats[]; findings: ZoneFinding[]; /** Children whose school changes, by place and intake. */ affected: { placeId: string; intake: ZonedIntake; children: number }[] };

/** The effect of moves before they are made: only schools whose numbers change are told of. */
export function whatIf(zoning: Zoning, moves: readonly ZoneMove[]): WhatIf {
  const zones = withMoves(zoning.zones, moves);
  const [before, after] = [evaluateZoning(zoning), evaluateZoning({ ...zoning, zones })];
  const keyOf = (one: SchoolSeats): string => `${one.schoolId}/${one.intake}`;
  const was = new Map(before.seats.map((one) => [keyOf(one), one]));
  const changed = new Set(after.seats.filter((one) => was.get(keyOf(one))?.children !== one.children).map(keyOf));
  for (const one of before.seats) if (!after.seats.some((other) => keyOf(other) === keyOf(one))) changed.add(keyOf(one));
  return {
    before: before.seats.filter((one) => changed.has(keyOf(one))), after: after.seats.filter((one) => changed.has(keyOf(one))),
    findings: after.findings, affected: affectedBy(zoning, zones),
  };
}

/** Whose school changes between two drawings. */
export function affectedBy(zoning: Zoning, zones: readonly Zone[]): WhatIf['affected'] {
  const [now, then] = [schoolsByPlace(zoning.places, zoning.zones), schoolsByPlace(zoning.places, zones)];
  const names = (found: readonly Zone[]): string => found.map((one) => one.schoolId).toSorted().join();
  return zonedIntakes.flatMap((intake) => {
    const living = childrenBy(zoning.children, cohortsOfIntake(intake));
    return zoning.places.flatMap((place) => {
      const children = living.get(place.id) ?? 0;
      return children > 0 && names(now(place.id, intake)) !== names(then(place.id, intake)) ? [{ placeId: place.id, intake, children }] : [];
    });
  });
}
