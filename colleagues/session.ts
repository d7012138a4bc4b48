import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './people.ts';

export type Answer = { status: number; body: unknown; headers: Headers };

/** One person at a keyboard: signs in by password when needed and stays signed in. */
export type Session = {
  account: Account;
  get(path: string): Promise<Answer>;
  /** `key`: the Idempotency-Key; the same request is repeated with it until an answer arrives. */
  send(method: 'POST' | 'PUT' | 'PATCH', path: string, body: unknown, key?: string): Promise<Answer>;
  upload(path: string, file: { name: string; mediaType: string; bytes: Uint8Array<ArrayBuffer> }): Promise<Answer>;
  /** The stream of server-sent events; the caller ends it by the signal. */
  events(path: string, signal: AbortSignal): Promise<Response>;
};

export type Http = (url: string, init: RequestInit) => Promise<Response>;

/** A person presses again for a minute and a half, then gives up. */
const patience = [300, 600, 1_000, 2_000, 4_000, 8_000, 15_000, 20_000, 20_000, 20_000] as const;
const answerWithinMs = 60_000;

export function createSession({ baseUrl, account, signal, http = fetch }: { baseUrl: string; account: Account; signal: AbortSignal; http?: Http }): Session {
  let cookie = '';
  let csrf = '';
  let signingIn: Promise<void> | null = null;
  /** A real person changed the password, or the account was closed: the seat is theirs, and more tries would lock them out. */
  let refused = false;

  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    const timeout = AbortSignal.timeout(answerWithinMs);
    return await http(`${baseUrl}${path}`, { ...init, redirect: 'manual', signal: AbortSignal.any([signal, timeout]) });
  };

  const signIn = async (): Promise<void> => {
    const { username, password } = account;
    for (let tried = 0; ; tried += 1) {
      const answer = await ask('/api/session', { method: 'POST', headers: { 'content-type': 'application/json', origin: baseUrl }, body: JSON.stringify({ username, password }) }).catch(whenNot(signal));
      if (answer?.status === 201) {
        cookie = (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
        csrf = ((await answer.json()) as { csrf: string }).csrf;
        return;
      }
      const status = answer?.status ?? 0;
      if (status === 401 || status === 403) refused = true;
      if (status === 401 || status === 403 || tried >= patience.length) throw new Error(`${username} could not sign in (${status})`);
      await sleep(patience[tried], undefined, { signal });
    }
  };

  const signedIn = async (again: boolean): Promise<void> => {
    if (cookie !== '' && !again) return;
    if (refused) throw new Error(`${account.username} is somebody else's seat now`);
    await (signingIn ??= signIn().finally(() => (signingIn = null)));
  };

  const request = async (path: string, init: (headers: Record<string, string>) => RequestInit): Promise<Response> => {
    await signedIn(false);
    let renewed = false;
    for (let tried = 0; ; tried += 1) {
      const answer = await ask(path, init({ cookie, 'x-csrf-token': csrf, origin: baseUrl, 'accept-language': 'vi' })).catch(whenNot(signal));
      if (answer?.status === 401 && !renewed) {
        renewed = true;
        await signedIn(true);
        continue;
      }
      // Away, restarting or shedding load: the same request again, with the same key.
      const passing = !answer || [429, 500, 502, 503, 504].includes(answer.status);
      if (!passing || tried >= patience.length) {
        if (!answer) throw new Error(`no answer from ${path}`);
        return answer;
      }
      const asked = Number(answer?.headers.get('retry-after') ?? 0) * 1_000;
      await answer?.body?.cancel();
      await sleep(Math.max(patience[tried] ?? 0, Math.min(asked, 30_000)), undefined, { signal });
    }
  };

  const read = async (answer: Response): Promise<Answer> => {
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return { status: answer.status, headers: answer.headers, body: isJson && text !== '' ? (JSON.parse(text) as unknown) : text };
  };

  return {
    account,
    get: async (path) => await read(await request(path, (headers) => ({ headers }))),
    send: async (method, path, body, key) =>
      await read(await request(path, (headers) => ({ method, headers: { ...headers, 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) }, body: JSON.stringify(body) }))),
    upload: async (path, file) => {
      const form = (): FormData => {
        const data = new FormData();
        data.set('file', new Blob([file.bytes], { type: file.mediaType }), file.name);
        return data;
      };
      return await read(await request(path, (headers) => ({ method: 'POST', headers, body: form() })));
    },
    events: async (path, until) => {
      await signedIn(false);
      return await http(`${baseUrl}${path}`, { headers: { cookie, accept: 'text/event-stream' }, signal: AbortSignal.any([signal, until]) });
    },
  };
}

/** A failed connection is tried again; an end that was asked for is passed on. */
function whenNot(signal: AbortSignal): (failure: unknown) => null {
  return (failure) => {
    if (signal.aborted) throw failure;
    return null;
  };
}
