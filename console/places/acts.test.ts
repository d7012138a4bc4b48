import { expect, test } from 'vitest';
import { actsOf } from './acts.ts';

const place = { state: 'current', kind: 'commune', parent: { id: 'd', name: 'Quận', state: 'current' }, undo: null } as const;
const [office, school] = [{ keeps: true, proposes: false }, { keeps: false, proposes: true }];

test('a school proposes under a commune and nowhere else; who keeps the catalogue does the rest', () => {
  expect(actsOf(place, school)).toEqual(['propose']);
  expect(actsOf({ ...place, kind: 'group' }, school)).toEqual([]);
  expect(actsOf(place, office)).toEqual(['add', 'rename', 'move', 'merge', 'split', 'end']);
  expect(actsOf({ ...place, parent: null }, office)).not.toContain('move');
});

test('what was proposed is accepted or returned; what a split left behind is moved; the last change is taken back while it is free', () => {
  expect(actsOf({ ...place, state: 'proposed' }, office)).toEqual(['accept', 'refuse']);
  expect(actsOf({ ...place, state: 'proposed', parent: { id: 'd', name: 'Phường', state: 'ended' } }, office)).toEqual(['move', 'merge']);
  expect(actsOf({ ...place, state: 'ended', undo: { kind: 'merge', free: true } }, office)).toEqual(['undo']);
  expect(actsOf({ ...place, state: 'ended', undo: { kind: 'merge', free: false } }, office)).toEqual([]);
});
