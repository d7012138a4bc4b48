import type { Hono } from 'hono';
import { may } from '../domain/policy.ts';
import type { Deps } from './deps.ts';
import { bodyWithin } from './edge/body.ts';
import { checkSameOrigin, signedIn } from './edge/context.ts';
import { notAllowed, Problem, tooLarge } from './problem.ts';
import { mountTemporalDetails } from './temporal-details.ts';

/** A query of a workflow (its current details, its schedule) is a POST that changes nothing; the whole path, since an id or a namespace may be called `query`. */
const query = /^\/temporal\/api\/v1\/namespaces\/[^/]+\/workflows\/[^/]+\/query\/[^/]+$/;
const isReading = (method: string, path: string) => method === 'GET' || method === 'HEAD' || (method === 'POST' && query.test(path));
const LARGEST_QUERY = 1024 * 1024;
const handedOn = ['accept', 'accept-language', 'content-type', 'x-csrf-token', 'caller-type', 'if-none-match', 'if-modified-since'];
const handedBack = ['content-type', 'cache-control', 'etag', 'last-modified', 'location', 'vary'];

/** `/temporal/*`: the engine's Web UI for people with `engine.read`. Reading only: what changes a season goes through us, audited. */
export function mountTemporal(app: Hono, deps: Deps): void {
  const target = deps.config.temporal.uiAddress;
  app.get('/temporal', (c) => c.redirect('/temporal/', 302));
  mountTemporalDetails(app, deps);
  app.all('/temporal/*', async (c) => {
    const { actor } = await signedIn(deps, c);
    if (!may(actor, 'engine.read')) throw notAllowed();
    const url = new URL(c.req.url);
    if (!isReading(c.req.method, url.pathname)) throw notAllowed();
    checkSameOrigin(c);
    const body = c.req.method === 'POST' ? await bodyWithin(c.req.raw, LARGEST_QUERY) : undefined;
    if (body === null) throw tooLarge();
    const upstream = await fetch(`${target}${url.pathname}${url.search}`, {
      method: c.req.method,
      headers: headersFor(c.req.raw.headers, target),
      redirect: 'manual',
      ...(body && { body: new Uint8Array(body) }),
    }).catch(() => {
      throw new Problem(502, 'temporal-away', {
        vi: 'Giao diện Temporal chưa chạy. Hãy thử lại sau ít phút.',
        en: 'The Temporal UI does not answer. Try again in a few minutes.',
      });
    });
    const headers = new Headers({
      // Its page carries inline scripts; it may talk to this origin only.
      'Content-Security-Policy':
        "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'",
    });
    for (const name of handedBack) {
      const value = upstream.headers.get(name);
      if (value !== null) headers.set(name, value.replace(target, ''));
    }
    // The UI's own CSRF cookie stays; ours is never sent to it.
    for (const cookie of upstream.headers.getSetCookie()) headers.append('Set-Cookie', cookie);
    if (!headers.has('cache-control')) headers.set('Cache-Control', 'no-store');
    return new Response(upstream.body, { status: upstream.status, headers });
  });
}

function headersFor(given: Headers, target: string): Headers {
  const headers = new Headers({ Host: new URL(target).host });
  for (const name of handedOn) {
    const value = given.get(name);
    if (value !== null) headers.set(name, value);
  }
  const theirs = (given.get('cookie') ?? '')
    .split(/;\s*/)
    .filter((cookie) => !/mua_session=/.test(cookie))
    .join('; ');
  if (theirs) headers.set('Cookie', theirs);
  return headers;
}
