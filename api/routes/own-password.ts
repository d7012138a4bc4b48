import { z } from '@hono/zod-openapi';
import { withActor } from '../../db/actor.ts';
import { recordAudit } from '../../db/audit.ts';
import { keepPassword, passwordHashOf } from '../../db/queries/sessions.ts';
import { endSessionsOf } from '../../db/queries/staff.ts';
import { badInput, Problem } from '../problem.ts';
import { hashPassword, newPassword, passwordMatches } from '../session/password.ts';
import { verb } from '../verb.ts';

const signsInElsewhere = () =>
  new Problem(409, 'no-password', {
    vi: 'Tài khoản này đăng nhập bằng hệ thống chung, không có mật khẩu ở đây. Hãy đổi mật khẩu ở hệ thống đó.',
    en: 'This account signs in elsewhere and has no password here. Change it there.',
  });

const wrong = { vi: 'Mật khẩu hiện tại không đúng. Hãy nhập lại.', en: 'The present password is wrong. Enter it again.' };
const same = { vi: 'Mật khẩu mới phải khác mật khẩu hiện tại.', en: 'The new password must differ from the present one.' };

/** One's own password: whoever sits at an open screen must know the old one. Every other session of the person ends. */
const change = verb({
  method: 'put',
  path: '/api/session/password',
  summary: "Change one's own password",
  access: { action: 'staff', target: 'none' },
  body: z.object({ current: z.string().min(1).max(1000), next: newPassword }),
  answer: z.object({ changed: z.literal(true) }),
  async handle(ctx, { body }) {
    const { db, limits } = ctx.deps;
    await limits.check(ctx.ip, ctx.me.id);
    const stored = await ctx.inTx((tx) => passwordHashOf(tx, ctx.me.id));
    if (stored === null) throw signsInElsewhere();
    if (!(await passwordMatches(stored, body.current))) {
      await limits.failed(ctx.ip, ctx.me.id);
      throw badInput({ current: wrong });
    }
    if (body.current.normalize('NFC') === body.next.normalize('NFC')) throw badInput({ next: same });
    await limits.succeeded(ctx.ip, ctx.me.id);
    const hash = await hashPassword(body.next);
    await ctx.inTx(async (tx) => {
      await keepPassword(tx, ctx.me.id, hash);
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
    await withActor(db, { kind: 'anonymous' }, (tx) => endSessionsOf(tx, ctx.me.id, ctx.me.sessionId));
    return { changed: true as const };
  },
});

export const ownPasswordVerbs = [change];
