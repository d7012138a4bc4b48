import { getConnInfo } from '@hono/node-server/conninfo';
import { getCookie } from 'hono/cookie';
import type { Context } from 'hono';
import { withActor } from '../../db/actor.ts';
import type { ActorContext } from '../../db/actor.ts';
import { actorOf, prolongSession, sessionOf } from '../../db/queries/sessions.ts';
import type { Deps } from '../deps.ts';
import type { Lang } from '../problem.ts';
import { Problem, signInFirst } from '../problem.ts';
import { cookieName, endsAt, hashOf, PROLONG_AFTER, SESSION_LASTS } from '../session/cookie.ts';
import type { Ctx, StaffCtx } from '../verb.ts';

export function langOf(request: Request): Lang {
  return /^\s*en\b/i.test(request.headers.get('accept-language') ?? '') ? 'en' : 'vi';
}

export function contextOf(deps: Deps, c: Context): Ctx {
  return { deps, lang: langOf(c.req.raw), now: deps.now(), ip: addressOf(c), raw: c.req.raw };
}

/** The peer's address; a request made in the process itself (tests) has none. */
export function addressOf(c: Context): string {
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
    if (found && ctx.now - (found.expiresAt - SESSION_LASTS) > PROLONG_AFTER) await prolongSession(tx, found.sessionId, endsAt(ctx.now));
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
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== c.req.header('Host')));
  if (foreign)
    throw new Problem(403, 'other-site', {
      vi: 'Yêu cầu đến từ trang khác nên bị từ chối.',
      en: 'The request came from another site and is refused.',
    });
}
