import { assert, boolean, constantFrom, dictionary, integer, option, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffOf, judgeRow } from './import-diff.ts';
import type { Meeting } from './import-diff.ts';
import { importActions, importAllows, importCan, importModes, importStates } from './import.ts';

const nobody: Meeting = { target: null, earlierRow: null, twin: null, candidate: null, problems: [] };
const why = { vi: 'vì', en: 'why' };
const field = constantFrom('fullName', 'birthDate', 'ethnicity', 'guardianName', 'note');
const text = string({ maxLength: 12, unit: constantFrom('a', 'ế', 'e\u0302\u0301', 'Đ', ' ', '1') });
const values = dictionary(field, text, { maxKeys: 5 });

describe('the difference between a row and its record', () => {
  test('is nothing between a record and itself, in whichever normal form', () => {
    assert(property(values, (record) => {
      const nfd = Object.fromEntries(Object.entries(record).map(([key, value]) => [key, value.normalize('NFD')]));
      expect(diffOf(nfd, { values: record, ours: true })).toEqual({});
    }));
  });

  test('applied to the record leaves no difference: the same file twice changes nothing', () => {
    assert(property(values, values, (row, record) => {
      const diff = diffOf(row, { values: record, ours: true });
      const after = { ...record, ...Object.fromEntries(Object.entries(diff).map(([key, one]) => [key, one.to])) };
      expect(diffOf(row, { values: after, ours: true })).toEqual({});
      for (const one of Object.values(diff)) expect(one.to.trim()).not.toBe('');
    }));
  });

  test('never touches a field that the record does not keep, or that was compared elsewhere', () => {
    expect(diffOf({ note: 'x', fullName: 'A' }, { values: { fullName: 'B' }, ours: true, same: ['fullName'] })).toEqual({});
  });
});

describe('a row', () => {
  test.each([
    ['new', {}, 'both'],
    ['new', {}, 'add'],
    ['error', {}, 'update'],
    ['unchanged', { target: { values: { name: 'A' }, ours: true } }, 'both'],
    ['changed', { target: { values: { name: 'B' }, ours: true } }, 'update'],
    ['duplicate', { target: { values: { name: 'B' }, ours: true } }, 'add'],
    ['not-ours', { target: { values: { name: 'A' }, ours: false } }, 'both'],
    ['duplicate', { earlierRow: 7 }, 'both'],
    ['duplicate', { twin: why }, 'both'],
    ['candidate', { candidate: why }, 'both'],
    ['candidate', { candidate: why, target: { values: { name: 'B' }, ours: true } }, 'both'],
    ['unchanged', { candidate: why, target: { values: { name: 'A' }, ours: true } }, 'both'],
    ['error', { problems: [{ field: 'name', problem: why }], twin: why }, 'both'],
  ] as const)('is %s when it meets %j in mode %s', (verdict, met, mode) => {
    expect(judgeRow({ name: 'A' }, [], { ...nobody, ...met }, mode).verdict).toBe(verdict);
  });

  test('with a fault of the file is an error, whatever it meets', () => {
    assert(property(values, values, constantFrom(...importModes), boolean(), (row, record, mode, ours) => {
      const judged = judgeRow(row, [{ field: null, problem: why }], { ...nobody, target: { values: record, ours } }, mode);
      expect(judged).toMatchObject({ verdict: 'error', diff: {} });
    }));
  });

  test('says why to the person unless it simply goes in', () => {
    assert(property(values, option(values), constantFrom(...importModes), option(integer({ min: 1 })), (row, record, mode, earlierRow) => {
      const { verdict, problems } = judgeRow(row, [], { ...nobody, earlierRow, target: record ? { values: record, ours: true } : null }, mode);
      expect(problems.length > 0).toBe(!['new', 'changed', 'unchanged'].includes(verdict));
    }));
  });
});

describe('what may be done to an import', () => {
  test('is nothing once it is over', () => {
    for (const action of importActions) for (const state of ['undone', 'refused', 'cancelled'] as const) expect(importAllows(action, state)).toBe(false);
    for (const action of importActions) expect(importCan[action].every((state) => importStates.includes(state))).toBe(true);
  });
});
