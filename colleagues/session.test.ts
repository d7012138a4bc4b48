import { expect, it } from 'vitest';
import { createSession } from './session.ts';

const account = { username: 's0001.vanthu', password: 'x', tier: 'school', role: 'clerk', unitCode: 'S0001' } as const;
const signedIn = () => Response.json({ csrf: 'c1' }, { status: 201, headers: { 'set-cookie': 'mua_session=abc; Path=/; HttpOnly' } });

function played(answers: (() => Response | Promise<Response>)[]) {
  const asked: { path: string; headers: Headers }[] = [];
  const session = createSession({
    baseUrl: 'http://h', account, signal: new AbortController().signal,
    http: async (url, init) => {
      asked.push({ path: new URL(url).pathname, headers: new Headers(init.headers) });
      return (await answers.shift()?.()) ?? Response.json({});
    },
  });
  return { session, asked };
}

it('signs in once and sends cookie and CSRF token from then on', async () => {
  const { session, asked } = played([signedIn]);
  await session.get('/api/tasks');
  await session.get('/api/tasks');
  expect(asked.map((one) => one.path)).toEqual(['/api/session', '/api/tasks', '/api/tasks']);
  expect(asked[2]?.headers.get('cookie')).toBe('mua_session=abc');
  expect(asked[2]?.headers.get('x-csrf-token')).toBe('c1');
});

it('repeats with the same key when the server was away, so that the answer counts once', async () => {
  const away = () => Promise.reject(new TypeError('fetch failed'));
  const { session, asked } = played([signedIn, away, () => new Response('', { status: 503 }), () => Response.json({ state: 'done' })]);
  const answer = await session.send('POST', '/api/tasks/1/submit', {}, 'key-1');
  expect(answer.body).toEqual({ state: 'done' });
  expect(asked.slice(1).map((one) => one.headers.get('idempotency-key'))).toEqual(['key-1', 'key-1', 'key-1']);
});

it('signs in again when the session has ended', async () => {
  const { session, asked } = played([signedIn, () => new Response('', { status: 401 }), signedIn, () => Response.json([])]);
  expect((await session.get('/api/tasks')).status).toBe(200);
  expect(asked.map((one) => one.path)).toEqual(['/api/session', '/api/tasks', '/api/session', '/api/tasks']);
});

it('gives up for good on a wrong password, before its tries lock out the person who changed it', async () => {
  const { session, asked } = played([() => new Response('', { status: 401 })]);
  await expect(session.get('/api/tasks')).rejects.toThrow('s0001.vanthu could not sign in (401)');
  await expect(session.get('/api/tasks')).rejects.toThrow('somebody else');
  expect(asked).toHaveLength(1);
});
