import { z } from '@hono/zod-openapi';
import { changeById, changesOf } from '../../db/queries/season-changes.ts';
import { seasonById } from '../../db/queries/seasons.ts';
import { personRefs } from '../../db/queries/staff.ts';
import { notFound, Problem } from '../problem.ts';
import { addedStepIn } from '../season/added-step.ts';
import { changeSeason } from '../season/change.ts';
import { dayMsIn, instantIn } from '../season/input.ts';
import { seasonViews } from '../season/view.ts';
import { recordShape, seasonShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';

const change = verb({
  method: 'post',
  path: '/api/seasons/{id}/changes',
  summary: 'Change a running season, citing a directive',
  access: { action: 'season.rehearse', target: 'none' },
  params: byId,
  idempotent: true,
  answer: seasonShape,
  body: z.object({
    kind: z.enum(['extend', 'shorten', 'add-step', 'skip', 'pause', 'resume', 'set-pace']),
    stepKey: z.string().max(80).optional(),
    opensAt: instantIn.optional(),
    closesAt: instantIn.optional(),
    step: addedStepIn.optional(),
    pace: z.number().min(1).max(864_000).optional(),
    dayMs: dayMsIn.optional(),
    directiveId: uuid.optional(),
  }),
  async handle(ctx, { params, body, key }) {
    return await ctx.inTx(async (tx) => {
      const earlier = await changeById(tx, key);
      if (earlier && (earlier.seasonId !== params.id || earlier.kind !== body.kind || earlier.madeBy !== ctx.me.id)) {
        throw new Problem(422, 'key-reused', {
          vi: 'Mã chống gửi trùng đã dùng cho việc khác. Hãy tải lại trang.',
          en: 'This Idempotency-Key was used for something else. Reload the page.',
        });
      }
      // The same key again: the change is made already, the season as it is now answers.
      const season = earlier ? await seasonById(tx, params.id) : await changeSeason(ctx, tx, params.id, key, body);
      if (!season) throw notFound();
      return (await seasonViews(ctx, tx, [season], true))[0];
    });
  },
});

const history = verb({
  method: 'get',
  path: '/api/seasons/{id}/changes',
  summary: 'What was changed, before and after, newest first',
  access: { action: 'season.read', target: 'none' },
  params: byId,
  answer: z.array(recordShape('Change')),
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      if (!(await seasonById(tx, params.id))) throw notFound();
      const rows = await changesOf(tx, params.id);
      const people = await personRefs(
        tx,
        rows.map((row) => row.change.madeBy),
      );
      return rows.map(({ change: { id, kind, stepKey, before, after, madeBy, createdAt }, directive }) => ({
        id,
        kind,
        stepKey,
        before,
        after,
        directive,
        by: people.get(madeBy) ?? null,
        at: createdAt.toISOString(),
      }));
    });
  },
});

export const seasonChangeVerbs = [change, history];
