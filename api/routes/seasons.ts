import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { addSeason, freeSeasonCode, listSeasons, seasonById, seasonSorts } from '../../db/queries/seasons.ts';
import { standingFor } from '../../domain/policy.ts';
import { seasonStates } from '../../domain/season.ts';
import { planByKey } from '../../plans/index-of-plans.ts';
import { baseFilter, listQuery, oneOrMany, Page, parseList } from '../list.ts';
import { badField, notAllowed, notFound } from '../problem.ts';
import { choicesIn, checkChoices, clockIn, clockOptionsOf, colleaguesIn, titleIn, yearIn } from '../season/input.ts';
import { moveSeason, seasonFor } from '../season/launch.ts';
import { seasonViews } from '../season/view.ts';
import { seasonShape } from '../shapes.ts';
import { byId, verb } from '../verb.ts';
import type { Verb } from '../verb.ts';

const filter = z.object({ ...baseFilter, state: oneOrMany(seasonStates).optional(), rehearsal: z.boolean().optional() });

const list = verb({
  method: 'get',
  path: '/api/seasons',
  summary: 'Seasons',
  access: { action: 'season.read', target: 'none' },
  query: listQuery,
  answer: z.array(seasonShape),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, seasonSorts, ['createdAt', 'DESC']);
    return await ctx.inTx(async (tx) => {
      const { rows, total } = await listSeasons(tx, asked);
      return new Page('seasons', await seasonViews(ctx, tx, rows, false), total, asked.offset);
    });
  },
});

const one = verb({
  method: 'get',
  path: '/api/seasons/{id}',
  summary: 'One season with its plan',
  access: { action: 'season.read', target: 'none' },
  params: byId,
  answer: seasonShape,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const season = await seasonById(tx, params.id);
      if (!season) throw notFound();
      return (await seasonViews(ctx, tx, [season], true))[0];
    });
  },
});

/** `hp-2023`, with the year where it is not the plan's own; `-dien-tap` marks a rehearsal also in workflow ids. */
export function codeBase(plan: { key: string; year: number }, year: number, rehearsal: boolean): string {
  return `${plan.key}${year === plan.year ? '' : `-${year}`}${rehearsal ? '-dien-tap' : ''}`;
}

const create = verb({
  method: 'post',
  path: '/api/seasons',
  summary: 'Prepare a season: a draft',
  access: { action: 'season.prepare', target: 'none' },
  status: 201,
  answer: seasonShape,
  body: z.object({
    planKey: z.string().max(80),
    year: yearIn,
    title: titleIn,
    clock: clockIn,
    choices: choicesIn.default({}),
    colleagues: colleaguesIn.nullish(),
  }),
  async handle(ctx, { body }) {
    const standing = standingFor(ctx.actor, 'season.prepare');
    if (!standing) throw notAllowed();
    const plan = planByKey(body.planKey);
    if (!plan) throw badField('planKey', 'Hãy chọn một kế hoạch trong danh sách.', 'Choose a plan of the list.');
    checkChoices(plan, body.choices);
    const rehearsal = body.clock.mode === 'rehearsal';
    return await ctx.inTx(async (tx) => {
      const season = await addSeason(tx, {
        code: await freeSeasonCode(tx, codeBase(plan, body.year, rehearsal)),
        title: body.title,
        planKey: plan.key,
        plan,
        year: body.year,
        clock:
          body.clock.mode === 'rehearsal'
            ? { mode: 'rehearsal', anchorReal: ctx.now, anchorSeason: ctx.now, pace: 0 }
            : { mode: body.clock.mode },
        clockOptions: clockOptionsOf(body.clock),
        choices: body.choices,
        rehearsal,
        colleagues: rehearsal ? (body.colleagues ?? null) : null,
        state: 'draft',
        preparedBy: ctx.me.id,
        preparedFor: standing.staffId,
      });
      await recordAudit(tx, {
        at: ctx.now,
        actorId: ctx.me.id,
        actingFor: standing.staffId,
        action: 'season.prepare',
        subjectType: 'season',
        subjectId: season.id,
        unitPath: standing.unitPath,
        details: { code: season.code, planKey: plan.key, year: body.year, after: { state: season.state, version: season.version } },
      });
      return (await seasonViews(ctx, tx, [season], true))[0];
    });
  },
});

/** Once by PATCH (docs/interface.md) and once by PUT, as react-admin's simple REST edits. */
const edits: Verb[] = (['patch', 'put'] as const).map((method) =>
  verb({
    method,
    path: '/api/seasons/{id}',
    summary: 'Edit a draft',
    access: { action: 'season.prepare', target: 'none' },
    params: byId,
    answer: seasonShape,
    body: z.object({ title: titleIn, choices: choicesIn, clock: clockIn, colleagues: colleaguesIn.nullable() }).partial(),
    async handle(ctx, { params, body }) {
      return await ctx.inTx(async (tx) => {
        const { season, standing } = await seasonFor(ctx, tx, params.id, 'edit');
        if (body.choices) checkChoices(season.plan, body.choices);
        if (body.clock && (body.clock.mode === 'rehearsal') !== season.rehearsal) {
          throw badField(
            'clock.mode',
            'Bản nháp diễn tập và bản thật không đổi cho nhau. Hãy tạo bản nháp mới.',
            'A rehearsal stays a rehearsal. Make a new draft.',
          );
        }
        const after = await moveSeason(
          ctx,
          tx,
          season,
          standing,
          'edit',
          {
            ...(body.title !== undefined && { title: body.title }),
            ...(body.choices && { choices: body.choices }),
            ...(body.clock && { clockOptions: clockOptionsOf(body.clock) }),
            ...(body.clock && body.clock.mode !== 'rehearsal' && { clock: { mode: body.clock.mode } }),
            ...(body.colleagues !== undefined && season.rehearsal && { colleagues: body.colleagues }),
          },
          { changed: Object.keys(body) },
        );
        return (await seasonViews(ctx, tx, [after], true))[0];
      });
    },
  }),
);

export const seasonVerbs = [list, one, create, ...edits];
