import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateZoning, schoolsByPlace, whatIf, withMoves, zonedIntakes } from './zoning.ts';
import type { Zone, Zoning } from './zoning.ts';

const places = [{ id: 'ward', parentId: null }, { id: 'g1', parentId: 'ward' }, { id: 'g2', parentId: 'ward' }];
const schools = [{ id: 'A', levels: ['primary'] as const }, { id: 'B', levels: ['primary'] as const }];
const zone = (placeId: string, schoolId: string, shared = false): Zone => ({ placeId, schoolId, intake: 'grade-1', shared });
const base: Zoning = {
  places, schools, zones: [zone('ward', 'A')], quotas: [{ schoolId: 'A', intake: 'grade-1', seats: 50 }, { schoolId: 'B', intake: 'grade-1', seats: 20 }],
  children: [{ placeId: 'g1', cohort: 'kindergarten-5', count: 40 }, { placeId: 'g2', cohort: 'kindergarten-5', count: 25 }],
};
const codes = (zoning: Zoning): string[] => evaluateZoning(zoning).findings.map((one) => `${one.code} ${one.placeId ?? one.schoolId} ${one.children}`);

describe('seats against children', () => {
  test('a zone on the ward covers its groups; too few seats show as a shortfall', () => {
    expect(evaluateZoning(base)).toEqual({ findings: [], seats: [
      { schoolId: 'A', intake: 'grade-1', seats: 50, children: 65, shortfall: 15 }, { schoolId: 'B', intake: 'grade-1', seats: 20, children: 0, shortfall: 0 }] });
  });
  test('a group with its own zone leaves the ward’s', () => {
    const { seats } = evaluateZoning({ ...base, zones: [zone('ward', 'A'), zone('g2', 'B')] });
    expect(seats.map((one) => [one.schoolId, one.children, one.shortfall])).toEqual([['A', 40, 0], ['B', 25, 5]]);
  });
  test('a shared border place is counted half and half, and is no finding', () => {
    const zoning = { ...base, zones: [zone('ward', 'A'), zone('g1', 'A', true), zone('g1', 'B', true)] };
    expect(evaluateZoning(zoning).seats.map((one) => one.children)).toEqual([45, 20]);
    expect(codes(zoning)).toEqual([]);
  });
});

describe('checks before anybody approves', () => {
  test.each<[string, Partial<Zoning>, string[]]>([
    ['a place without a school, and the children there', { zones: [zone('g1', 'A')] }, ['no-school g2 25', 'child-without-school g2 25']],
    ['a place twice', { zones: [zone('ward', 'A'), zone('g1', 'A'), zone('g1', 'B')] }, ['two-schools g1 40']],
    ['a school without a quota', { quotas: [] }, ['no-quota A 65']],
    ['a school of another level', { schools: [{ id: 'A', levels: ['lower-secondary'] }, { id: 'B', levels: ['primary'] }] }, ['wrong-level A 65', 'no-school g1 0', 'no-school g2 0']],
    ['a unit without schools of the level owes nothing', { schools: [], zones: [] }, []],
  ])('%s', (_, change, expected) => expect(codes({ ...base, ...change })).toEqual(expected));
});

describe('what if', () => {
  test('only schools that change are told of, with whom it concerns', () => {
    const { before, after, affected } = whatIf(base, [{ placeId: 'g2', intake: 'grade-1', schoolIds: ['B'] }]);
    expect(before.map((one) => [one.schoolId, one.shortfall])).toEqual([['A', 15], ['B', 0]]);
    expect(after.map((one) => [one.schoolId, one.shortfall])).toEqual([['A', 0], ['B', 5]]);
    expect(affected).toEqual([{ placeId: 'g2', intake: 'grade-1', children: 25 }]);
  });
  test('taking a place’s own zone away lets it follow the ward again', () => {
    const zones = withMoves([zone('ward', 'A'), zone('g1', 'B')], [{ placeId: 'g1', intake: 'grade-1', schoolIds: [] }]);
    expect(schoolsByPlace(places, zones)('g1', 'grade-1').map((one) => one.schoolId)).toEqual(['A']);
  });
});

const anyZoning = fc.record({ size: fc.integer({ min: 1, max: 25 }), seed: fc.array(fc.nat(), { minLength: 80, maxLength: 80 }) }).map(({ size, seed }): Zoning => {
  const at = (index: number): number => seed[index % seed.length] ?? 0;
  const tree = Array.from({ length: size }, (_, index) => ({ id: `p${index}`, parentId: index === 0 || at(index) % 4 === 0 ? null : `p${at(index) % index}` }));
  return {
    places: tree, schools: ['A', 'B', 'C'].map((id) => ({ id, levels: ['primary'] as const })), quotas: [{ schoolId: 'A', intake: 'grade-1', seats: at(3) % 90 }],
    zones: tree.flatMap((one, index): Zone[] => (at(index + 30) % 3 === 0 ? [] : [zone(one.id, ['A', 'B', 'C'][at(index + 40) % 3] ?? 'A')])),
    children: tree.map((one, index) => ({ placeId: one.id, cohort: 'kindergarten-5' as const, count: at(index + 50) % 30 })),
  };
});

test('every child is counted once: at a school, or as one without', () => {
  fc.assert(fc.property(anyZoning, (zoning) => {
    const { seats, findings } = evaluateZoning(zoning);
    const without = findings.filter((one) => one.code === 'child-without-school').reduce((sum, one) => sum + one.children, 0);
    const all = zoning.children.reduce((sum, one) => sum + one.count, 0);
    expect(seats.reduce((sum, one) => sum + one.children, 0) + without).toBe(all);
  }), { seed: 4, numRuns: 300 });
});

test('a move back and forth changes nothing; a move concerns no more children than live under it', () => {
  fc.assert(fc.property(anyZoning, fc.nat(24), (zoning, index) => {
    const place = zoning.places[index % zoning.places.length];
    if (!place) return;
    const own = zoning.zones.filter((one) => one.placeId === place.id).map((one) => one.schoolId);
    const there = withMoves(zoning.zones, [{ placeId: place.id, intake: 'grade-1', schoolIds: ['C'] }]);
    const back = withMoves(there, [{ placeId: place.id, intake: 'grade-1', schoolIds: own }]);
    expect(evaluateZoning({ ...zoning, zones: back }).seats).toEqual(evaluateZoning(zoning).seats);
    const { affected } = whatIf(zoning, [{ placeId: place.id, intake: 'grade-1', schoolIds: ['C'] }]);
    expect(affected.every((one) => zonedIntakes.includes(one.intake))).toBe(true);
  }), { seed: 4, numRuns: 300 });
});
