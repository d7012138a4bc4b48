import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { pupilById } from '../../db/queries/pupils.ts';
import { clean } from '../../domain/text.ts';
import { notFound } from '../problem.ts';
import { countReveal } from '../reveal-limit.ts';
import { allow } from '../scope.ts';
import { byId, verb } from '../verb.ts';

const reveal = verb({
  method: 'post',
  path: '/api/pupils/{id}/reveal',
  summary: 'A personal number in clear, once, for a reason that is written down',
  access: { action: 'number.reveal', target: 'unit' },
  params: byId,
  body: z.object({ reason: z.string().transform(clean).pipe(z.string().min(5).max(300)) }),
  answer: z.object({ personalNumber: z.string().nullable() }),
  async handle(ctx, { params, body }) {
    await countReveal(ctx.deps.pool, ctx.me.id);
    return await ctx.inTx(async (tx) => {
      const pupil = await pupilById(tx, params.id);
      if (!pupil) throw notFound();
      const standing = allow(ctx.actor, 'number.reveal', { unitPath: pupil.school.path, className: pupil.className }, 'pupil.read');
      await recordAudit(tx, {
        at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'number.reveal', subjectType: 'pupil', subjectId: pupil.id, unitPath: pupil.school.path,
        details: { reason: body.reason, rule: 'a personal number is shown in clear for a stated reason' },
      });
      return { personalNumber: pupil.personalNumberEnc ? ctx.deps.secrets.open(pupil.personalNumberEnc) : null };
    });
  },
});

export const revealVerbs = [reveal];
