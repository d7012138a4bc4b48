import { expect, it } from 'vitest';
import { createSession } from './session.ts';
import { settleHomes } from './settle-homes.ts';

const ward = { id: 'lt', parentId: null, kind: 'commune', name: 'Phường Lạch Tray', version: 1 };
const groups = ['7', '8'].map((name) => ({ id: `lt${name}`, parentId: 'lt', kind: 'group', name: `Tổ ${name}`, version: 1 }));
const open = (id: string, currentAddress: string, residence = 'unclear', candidates: string[] = []) => ({ id, version: 3, residence, currentAddress, candidates: candidates.map((one) => ({ id: one })) });

it('places a home where the address names one place, and leaves and tells of the rest', async () => {
  const rows = [
    open('sure', 'Tổ 7, phường Lạch Tray'), open('ward only', 'Số 5, phường Lạch Tray', 'unclear', ['lt7', 'lt8']), open('nothing', '', 'missing', ['lt']), open('two', 'Tổ 7, Tổ 8, phường Lạch Tray'),
    open('part', 'Tổ 8, phường Lạch Tray', 'split', ['lt7', 'lt8']), open('other part', 'Tổ 8, phường Lạch Tray', 'split', ['x', 'y']),
  ];
  const sent: unknown[] = [];
  const said: string[] = [];
  const session = createSession({
    baseUrl: 'http://h', account: { username: 'd01.canbo', password: 'x', tier: 'district', role: 'officer', unitCode: 'D01' }, signal: new AbortController().signal,
    http: async (url, init) => {
      const { pathname, search } = new URL(url);
      if (pathname === '/api/session') return Response.json({ csrf: 'c1' }, { status: 201, headers: { 'set-cookie': 'mua_session=abc; Path=/' } });
      if (init.method === 'POST') sent.push(JSON.parse(typeof init.body === 'string' ? init.body : ''));
      return Response.json(pathname === '/api/residences' ? rows : search.includes('parentId') ? groups : [ward]);
    },
  });
  await settleHomes({ say: (line) => void said.push(line) }, session, 'SO/D01/');
  expect(sent).toEqual([
    { placeId: 'lt7', pupils: [{ id: 'sure', version: 3 }], reason: 'Đối chiếu giấy tờ cư trú' }, { placeId: 'lt8', pupils: [{ id: 'part', version: 3 }], reason: 'Đối chiếu giấy tờ cư trú' },
  ]);
  expect(said).toEqual(['4 homes under SO/D01/ cannot be told from the address: they wait for a person.']);
});
