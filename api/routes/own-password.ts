import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { passwordHashOf, replacePassword } from '../../db/queries/sessions.ts';
import { endSessionsOf } from '../../db/queries/staff.ts';
import { badInput, Problem } from '../problem.ts';
import { hashPassword, passwordMatches } from '../../db/password.ts';
import { newPassword } from '../session/new-password.ts';
import { sessionShape } from '../shapes.ts';
import { verb } from '../verb.ts';
import { sessionView, startSession } from './session.ts';

const signsInElsewhere = () =>
  new Problem(409, 'no-password', {
    vi: 'Tài khoản này đăng nhập bằng hệ thống chung, không có mật khẩu ở đây. Hãy đổi mật khẩu ở hệ thống đó.',
    en: 'This account signs in elsewhere and has no password here. Change it there.',
  });

const wrong = { vi: 'Mật khẩu hiện tại không đúng. Hãy nhập lại.', en: 'The present password is wrong. Enter it again.' };
const same = { vi: 'Mật khẩu mới phải khác mật khẩu hiện tại.', en: 'The new password must differ from the present one.' };

/** Upper case: no name of a sign-in reaches these counters. */
const counterOf = (staffId: string): string => `OWN ${staffId}`;

/** One's own password: whoever sits at an open screen must know the old one. Every session of the person ends, this one goes on under a new cookie. */
const change = verb({
  method: 'put',
  path: '/api/session/password',
  summary: "Change one's own password",
  access: { action: 'staff', target: 'none' },
  body: z.object({ current: z.string().min(1).max(1000), next: newPassword }),
  answer: sessionShape,
  async handle(ctx, { body }) {
    const { limits } = ctx.deps;
    await limits.check(ctx.ip, counterOf(ctx.me.id));
    const stored = await ctx.inTx((tx) => passwordHashOf(tx, ctx.me.id));
    if (stored === null) throw signsInElsewhere();
    if (!(await passwordMatches(stored, body.current))) {
      await limits.failed(ctx.ip, counterOf(ctx.me.id));
      throw badInput({ current: wrong });
    }
    if (body.current.normalize('NFC') === body.next.normalize('NFC')) throw badInput({ next: same });
    await limits.succeeded(ctx.ip, counterOf(ctx.me.id));
    const hash = await hashPassword(body.next);
    await ctx.inTx(async (tx) => {
      // An administrator who set another one meanwhile was faster.
      if (!(await replacePassword(tx, ctx.me.id, { stored, hash }))) throw badInput({ current: wrong });
      await endSessionsOf(tx, ctx.me.id, null);
      await recordAudit(tx, {
        at: ctx.now,
        actorId: ctx.me.id,
        actingFor: ctx.me.id,
        action: 'session.password',
        subjectType: 'staff',
        subjectId: ctx.me.id,
        unitPath: ctx.me.unit.path,
        details: {},
      });
    });
    const { cookie, me } = await startSession(ctx, ctx.me.id, 'password');
    return Response.json(sessionView(me), { headers: { 'Set-Cookie': cookie, 'Cache-Control': 'no-store' } });
  },
});

export const ownPasswordVerbs = [change];
