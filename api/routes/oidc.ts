import { getCookie } from 'hono/cookie';
import type { Hono } from 'hono';
import { z } from 'zod';
import { withActor } from '../../db/actor.ts';
import { staffIdOfSubject } from '../../db/queries/sessions.ts';
import type { Deps } from '../deps.ts';
import { contextOf } from '../edge/context.ts';
import { notFound } from '../problem.ts';
import { isSecure } from '../session/cookie.ts';
import { startSession } from './session.ts';

const attemptCookie = 'mua_oidc';
const attemptShape = z.object({ verifier: z.string(), state: z.string(), nonce: z.string() });
const ATTEMPT_SECONDS = 600;

/** `GET /api/session/oidc` sends the browser to the provider; the callback signs in and shows the console. */
export function mountOidc(app: Hono, deps: Deps): void {
  const attributes = `Path=/api/session/oidc; HttpOnly; SameSite=Lax${isSecure(deps.config.publicUrl) ? '; Secure' : ''}`;

  app.get('/api/session/oidc', async (c) => {
    if (!deps.oidc) throw notFound();
    const { url, attempt } = await deps.oidc.begin();
    const sealed = deps.secrets.seal(JSON.stringify(attempt)).toString('base64url');
    c.header('Set-Cookie', `${attemptCookie}=${sealed}; Max-Age=${ATTEMPT_SECONDS}; ${attributes}`);
    c.header('Cache-Control', 'no-store');
    return c.redirect(url, 302);
  });

  app.get('/api/session/oidc/callback', async (c) => {
    if (!deps.oidc) throw notFound();
    c.header('Cache-Control', 'no-store');
    c.header('Set-Cookie', `${attemptCookie}=; Max-Age=0; ${attributes}`);
    const back = (why: string) => c.redirect(`/#/login?oidc=${why}`, 302);
    const attempt = openAttempt(deps, getCookie(c, attemptCookie));
    if (!attempt) return back('expired');
    // The address as people reach it, not as a proxy forwards it.
    const returned = new URL(`${deps.config.publicUrl}/api/session/oidc/callback${new URL(c.req.url).search}`);
    const who = await deps.oidc.finish(returned, attempt).catch(() => null);
    if (!who) return back('refused');
    const staffId = await withActor(deps.db, { kind: 'anonymous' }, (tx) => staffIdOfSubject(tx, who.subject));
    if (!staffId) return back('unknown');
    const { cookie } = await startSession(contextOf(deps, c), staffId, 'oidc');
    c.header('Set-Cookie', cookie, { append: true });
    return c.redirect('/', 302);
  });
}

function openAttempt(deps: Deps, sealed: string | undefined): z.output<typeof attemptShape> | null {
  try {
    return attemptShape.parse(JSON.parse(deps.secrets.open(Buffer.from(sealed ?? '', 'base64url'))));
  } catch {
    return null;
  }
}
