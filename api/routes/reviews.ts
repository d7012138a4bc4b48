import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { pupilById } from '../../db/queries/pupils.ts';
import { editPupil, leavePupil } from '../../db/queries/pupil-edits.ts';
import { incompletePupils, reviewByDay, reviewByUnit, reviewCounts } from '../../db/queries/reviews.ts';
import { incompletenesses } from '../../domain/completeness.ts';
import { slipFields } from '../../domain/confirmation.ts';
import { localDateOf } from '../../domain/instant.ts';
import { checkSlipValue, correctedContext } from '../../domain/slip-check.ts';
import { clean } from '../../domain/text.ts';
import type { Text } from '../../domain/plan.ts';
import { badInput, changedMeanwhile, notFound } from '../problem.ts';
import { allow, standingsFor } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';

/** Whose pupils one looks at: a unit that one may see, the own one by default. */
function unitPathFor(ctx: StaffCtx, asked: string | undefined): string {
  const path = asked ?? ctx.me.unit.path;
  if (!standingsFor(ctx.actor, 'pupil.read').some((one) => path.startsWith(one.unitPath))) throw notFound();
  return path;
}

const counts = verb({
  method: 'get', path: '/api/review', summary: 'How complete the final-year pupils of a unit are, by reason', access: { action: 'import.read', target: 'none' },
  query: z.object({ unitPath: z.string().max(200).optional() }), answer: recordShape('Review'),
  handle: (ctx, { query }) => ctx.inTx(async (tx) => ({ id: 'review', ...(await reviewCounts(tx, { unitPath: unitPathFor(ctx, query.unitPath) })) })),
});

const list = verb({
  method: 'get', path: '/api/review/pupils', summary: 'Pupils that are not complete, by class list, with every reason', access: { action: 'import.read', target: 'none' },
  query: z.object({ unitPath: z.string().max(200).optional(), only: z.enum(incompletenesses as [string, ...string[]]).optional(), offset: z.coerce.number().int().min(0).max(1_000_000).default(0), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  answer: recordShape('ReviewPupils'),
  handle: (ctx, { query }) => ctx.inTx(async (tx) => ({
    id: 'pupils', ...(await incompletePupils(tx, { unitPath: unitPathFor(ctx, query.unitPath), only: incompletenesses.find((one) => one === query.only) ?? null, offset: query.offset, limit: query.limit })),
  })),
});

const burndown = verb({
  method: 'get', path: '/api/review/burndown', summary: 'Per district: schools that handed in and that were accepted; per day: how many were left', access: { action: 'season.read', target: 'none' },
  query: z.object({ seasonId: uuid }), answer: recordShape('ReviewBurndown'),
  handle: (ctx, { query }) => ctx.inTx(async (tx) => ({ id: query.seasonId, units: await reviewByUnit(tx, query.seasonId), days: await reviewByDay(tx, query.seasonId) })),
});

const typed = z.string().max(2_000);
const edit = verb({
  method: 'patch', path: '/api/pupils/{id}', summary: 'The school corrects a pupil; every field by the rules of the slip', access: { action: 'pupil.edit', target: 'unit' }, params: byId,
  body: z.object({ version: z.int(), className: z.string().max(30).transform(clean).optional(), values: z.partialRecord(z.enum(slipFields), typed).default({}) }), answer: recordShape('Pupil'),
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const pupil = await pupilById(tx, params.id);
      if (!pupil || pupil.standing === 'merged') throw notFound();
      const standing = allow(ctx.actor, 'pupil.edit', { unitPath: pupil.school.path }, 'pupil.read');
      const context = correctedContext({ birthDate: pupil.birthDate, sex: pupil.sex, today: localDateOf(ctx.now) }, (field) => body.values[field]);
      const problems: Record<string, Text> = {};
      const values: Partial<Record<(typeof slipFields)[number], string>> = {};
      for (const field of slipFields) {
        const given = body.values[field];
        if (given === undefined) continue;
        const checked = checkSlipValue(field, given, context);
        if (checked.ok) values[field] = checked.value;
        else problems[field] = checked.problem;
      }
      if (Object.keys(problems).length > 0) throw badInput(problems);
      const fields = await editPupil(tx, { id: pupil.id, version: body.version, schoolPath: pupil.school.path }, { values, ...(body.className !== undefined && { className: body.className }) }, { madeBy: ctx.me.id, secrets: ctx.deps.secrets });
      if (fields === null) throw changedMeanwhile();
      await recordAudit(tx, {
        at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'pupil.edit', subjectType: 'pupil', subjectId: pupil.id, unitPath: pupil.school.path,
        details: { fields, after: { state: pupil.standing, version: body.version + 1 } },
      });
      return { id: pupil.id, version: body.version + 1, fields };
    });
  },
});

const leave = verb({
  method: 'post', path: '/api/pupils/{id}/leave', summary: 'The child is no longer at the school; until another claims it, it is in none', access: { action: 'pupil.edit', target: 'unit' }, params: byId,
  body: z.object({ version: z.int(), reason: z.string().max(2_000).transform(clean).pipe(z.string().min(1)) }), answer: recordShape('Pupil'),
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const pupil = await pupilById(tx, params.id);
      if (pupil?.standing !== 'enrolled') throw notFound();
      const standing = allow(ctx.actor, 'pupil.edit', { unitPath: pupil.school.path }, 'pupil.read');
      if (pupil.version !== body.version || !(await leavePupil(tx, pupil))) throw changedMeanwhile();
      await recordAudit(tx, { at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'pupil.leave', subjectType: 'pupil', subjectId: pupil.id, unitPath: pupil.school.path, details: { reason: body.reason, after: { state: 'left', version: body.version + 1 } } });
      return { id: pupil.id, version: body.version + 1, standing: 'left' };
    });
  },
});

export const reviewVerbs = [counts, list, burndown, edit, leave];
