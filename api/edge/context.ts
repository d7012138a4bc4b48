import { isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import { getCookie } from 'hono/cookie';
import type { Context } from 'hono';
import { withActor } from '../../db/actor.ts';
import type { ActorContext } from '../../db/actor.ts';
import { actorOf, prolongSession, sessionOf } from '../../db/queries/sessions.ts';
import type { Deps } from '../deps.ts';
import type { Lang } from '../problem.ts';
import { Problem, signInFirst } from '../problem.ts';
import { cookieName, endsAt, hashOf, PROLONG_AFTER, SESSION_AT_MOST } from '../session/cookie.ts';
import type { Ctx, StaffCtx } from '../verb.ts';

export function langOf(request: Request): Lang {
  return /^\s*en\b/i.test(request.headers.get('accept-language') ?? '') ? 'en' : 'vi';
}

export function contextOf(deps: Deps, c: Context): Ctx {
  return { deps, lang: langOf(c.req.raw), now: deps.now(), ip: addressOf(c, deps.config.proxies), raw: c.req.raw };
}

/**
 * Who asks: the peer, or behind our own proxies what the outermost of them wrote last into `X-Forwarded-For`. Whatever
 * stands before that the sender may have made up.
 */
export function addressOf(c: Context, proxies = 0): string {
  const forwarded = c.req.header('X-Forwarded-For')?.split(',') ?? [];
  return senderOf((proxies > 0 && forwarded.at(-proxies)?.trim()) || peerOf(c));
}

/** One sender, one name: without a port, and of IPv6 the /64 that one line is given whole. */
function senderOf(address: string): string {
  const four = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/i.exec(address)?.[1];
  const six = address.replace(/^\[|\](:\d+)?$/g, '');
  if (four !== undefined || !isIPv6(six)) return four ?? address.slice(0, 50);
  const [head = '', tail] = six.toLowerCase().split('::');
  const first = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - first.length - (tail === '' ? 0 : tail.split(':').length);
  const groups = [...first, ...Array.from({ length: missing }, () => '0'), ...(tail ? tail.split(':') : [])];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** The peer's address; a request made in the process itself (tests) has none. */
export function peerOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    return 'in-process';
  }
}

/** Who signed in, or a 401. Each use moves the end of the session on. */
export async function signedIn(deps: Deps, c: Context): Promise<StaffCtx> {
  const ctx = contextOf(deps, c);
  const token = getCookie(c, cookieName(deps.config.publicUrl));
  if (!token) throw signInFirst();
  const tokenHash = hashOf(token);
  const me = await withActor(deps.db, { kind: 'anonymous' }, async (tx) => {
    const found = await sessionOf(tx, tokenHash, ctx.now);
    if (found) {
      const end = Math.min(endsAt(ctx.now), found.createdAt.getTime() + SESSION_AT_MOST);
      if (end - found.expiresAt > PROLONG_AFTER) await prolongSession(tx, found.sessionId, end);
    }
    return found;
  });
  if (!me) throw signInFirst();
  const actor = actorOf(me);
  const who: ActorContext = { kind: 'staff', actor };
  return { ...ctx, me, actor, who, inTx: (run) => withActor(deps.db, who, run) };
}

/** Everything but GET carries the session's own token, so that another site cannot act for the person. */
export function checkCsrf(c: Context, me: { csrf: string }): void {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return;
  if (c.req.header('X-CSRF-Token') !== me.csrf) {
    throw new Problem(403, 'csrf', {
      vi: 'Trang đã cũ. Hãy tải lại trang rồi làm lại.',
      en: 'This page is stale. Reload it and try again.',
    });
  }
}

/** Refuses what a browser says another site sent; for verbs that cannot carry the token. */
export function checkSameOrigin(c: Context): void {
  const origin = c.req.header('Origin');
  const site = c.req.header('Sec-Fetch-Site');
  // Where the browser says nothing (plain http, old ones), the addresses are compared; a proxy may have cut the port off `Host`.
  const foreign =
    site === undefined
      ? origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== c.req.header('Host'))
      : site !== 'same-origin' && site !== 'none';
  if (foreign)
    throw new Problem(403, 'other-site', {
      vi: 'Yêu cầu đến từ trang khác nên bị từ chối.',
      en: 'The request came from another site and is refused.',
    });
}
