import { z } from '@hono/zod-openapi';
import { withActor } from '../../db/actor.ts';
import { recordAudit } from '../../db/audit.ts';
import { actorOf, closeSession, credentialsOf, keepPreferences, openSession, sessionOf } from '../../db/queries/sessions.ts';
import type { SignedInStaff } from '../../db/queries/sessions.ts';
import { may, policy } from '../../domain/policy.ts';
import type { PolicyAction } from '../../domain/policy.ts';
import { Problem, signInFirst } from '../problem.ts';
import { sessionShape } from '../shapes.ts';
import { cookieName, endsAt, isSecure, newCsrf, newToken } from '../session/cookie.ts';
import { passwordMatches } from '../../db/password.ts';
import { openVerb, verb } from '../verb.ts';
import type { Ctx } from '../verb.ts';
import { iso } from '../wire.ts';

export function sessionView(me: SignedInStaff): z.input<typeof sessionShape> {
  const actor = actorOf(me);
  const { id, name, role, unit, className, preferences } = me;
  return {
    staff: { id, name, role, unit, className, preferences },
    csrf: me.csrf,
    delegated: me.delegated.map((lent) => ({
      staffId: lent.staffId,
      name: lent.name,
      role: lent.role,
      unit: lent.unit,
      endsAt: iso(lent.endsAt),
    })),
    abilities: (Object.keys(policy) as PolicyAction[]).filter((action) => may(actor, action)),
  };
}

export function cookieHeader(publicUrl: string, token: string, maxAgeSeconds: number): string {
  return `${cookieName(publicUrl)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${isSecure(publicUrl) ? '; Secure' : ''}`;
}

/** A new session for somebody who proved who they are. */
export async function startSession(ctx: Ctx, staffId: string, how: 'password' | 'oidc'): Promise<{ cookie: string; me: SignedInStaff }> {
  const { token, hash } = newToken();
  const { db, config } = ctx.deps;
  const me = await withActor(db, { kind: 'anonymous' }, async (tx) => {
    await openSession(tx, { tokenHash: hash, staffId, csrf: newCsrf(), expiresAt: endsAt(ctx.now) });
    const opened = await sessionOf(tx, hash, ctx.now);
    if (!opened) throw signInFirst();
    await recordAudit(tx, {
      at: ctx.now,
      actorId: staffId,
      actingFor: staffId,
      action: 'session.open',
      subjectType: 'staff',
      subjectId: staffId,
      unitPath: opened.unit.path,
      details: { how },
    });
    return opened;
  });
  // The browser may keep the cookie for a week; the server ends it twelve hours after its last use.
  return { cookie: cookieHeader(config.publicUrl, token, 7 * 86_400), me };
}

const wrong = () =>
  new Problem(401, 'wrong-credentials', {
    vi: 'Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra lại.',
    en: 'User name or password is wrong. Check both.',
  });

const signIn = openVerb({
  method: 'post',
  path: '/api/session',
  summary: 'Sign in with a password',
  access: 'public',
  status: 201,
  body: z.object({ username: z.string().min(1).max(200), password: z.string().min(1).max(1000) }),
  answer: sessionShape,
  async handle(ctx, { body }) {
    const { db, limits } = ctx.deps;
    const username = body.username.normalize('NFC').trim().toLowerCase();
    await limits.check(ctx.ip, username);
    const found = await withActor(db, { kind: 'anonymous' }, (tx) => credentialsOf(tx, username));
    // Always hashes once, found or not: the time tells nothing.
    if (!(await passwordMatches(found?.passwordHash ?? null, body.password)) || !found) {
      await limits.failed(ctx.ip, username);
      throw wrong();
    }
    await limits.succeeded(ctx.ip, username);
    const { cookie, me } = await startSession(ctx, found.id, 'password');
    return Response.json(sessionView(me), { status: 201, headers: { 'Set-Cookie': cookie, 'Cache-Control': 'no-store' } });
  },
});

const methods = openVerb({
  method: 'get',
  path: '/api/session/methods',
  summary: 'How one may sign in',
  access: 'public',
  answer: z.object({ password: z.literal(true), oidc: z.boolean() }),
  handle: async (ctx) => ({ password: true, oidc: ctx.deps.oidc !== null }),
});

const current = verb({
  method: 'get',
  path: '/api/session',
  summary: 'Who is signed in',
  access: { action: 'staff', target: 'none' },
  answer: sessionShape,
  handle: async ({ me }) => sessionView(me),
});

const signOut = verb({
  method: 'delete',
  path: '/api/session',
  summary: 'Sign out',
  access: { action: 'staff', target: 'none' },
  status: 204,
  answer: z.null(),
  async handle(ctx) {
    await ctx.inTx((tx) => closeSession(tx, ctx.me.sessionId));
    return new Response(null, {
      status: 204,
      headers: { 'Set-Cookie': cookieHeader(ctx.deps.config.publicUrl, '', 0), 'Cache-Control': 'no-store' },
    });
  },
});

/** Small flat settings of the console: language, theme, density. */
const preferences = z
  .record(z.string().max(50), z.union([z.string().max(200), z.number(), z.boolean(), z.null()]))
  .refine((given) => Object.keys(given).length <= 30, 'at most 30 settings');

const setPreferences = verb({
  method: 'patch',
  path: '/api/session',
  summary: 'Keep preferences',
  access: { action: 'staff', target: 'none' },
  body: z.object({ preferences }),
  answer: sessionShape,
  async handle(ctx, { body }) {
    await ctx.inTx((tx) => keepPreferences(tx, ctx.me.id, body.preferences));
    return sessionView({ ...ctx.me, preferences: { ...ctx.me.preferences, ...body.preferences } });
  },
});

export const sessionVerbs = [signIn, methods, current, signOut, setPreferences];
