import { expect, test } from 'vitest';
import { choicesOf } from './choices.ts';
import type { Candidate, Residence } from './records.ts';

const place = (id: string, name: string, above = 'Phường Lạch Tray'): Candidate => ({ id, code: id, name, above });
const pupil = (of: Partial<Residence>): Residence => ({
  id: 'p', code: 'P', fullName: 'An', className: '5A1', school: { id: 's', code: 'S', name: 'S', tier: 'school', path: 'S/' }, currentAddress: '', permanentAddress: '', residence: 'unclear',
  placeId: null, placeName: null, owner: null, dueAt: null, version: 1, candidates: [], mayDecide: true, ...of,
});

test('a place is offered with why: it came after the split one, the address names it, it lies in the known one, or it is of the area', () => {
  const why = (of: Partial<Residence>): unknown[] => choicesOf([pupil({ candidates: [place('a', 'Tổ 7')], ...of })]).map((one) => [one.why, one.from]);
  expect(why({ residence: 'split', placeName: 'Tổ 5' })).toEqual([['successor', 'Tổ 5']]);
  expect(why({ currentAddress: 'Số 2, TỔ 7' })).toEqual([['address', '']]);
  expect(why({ placeName: 'Phường Lạch Tray' })).toEqual([['known', 'Phường Lạch Tray']]);
  expect(why({})).toEqual([['area', '']]);
});

test('what fits most of the asked comes first, with how many it fits', () => {
  const [a, b] = [place('a', 'Tổ 1'), place('b', 'Tổ 2')];
  expect(choicesOf([pupil({ candidates: [a] }), pupil({ candidates: [b] }), pupil({ candidates: [b] })]).map((one) => [one.id, one.count])).toEqual([['b', 2], ['a', 1]]);
});
