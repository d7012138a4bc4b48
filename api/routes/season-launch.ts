import { z } from '@hono/zod-openapi';
import type { Tx } from '../../db/client.ts';
import { addSeason, freeSeasonCode } from '../../db/queries/seasons.ts';
import type { SeasonRow } from '../../db/queries/seasons.ts';
import { readHolidays } from '../../db/queries/holidays.ts';
import { unitByCode } from '../../db/queries/units.ts';
import { standingFor } from '../../domain/policy.ts';
import type { PolicyAction } from '../../domain/policy.ts';
import { clean } from '../../domain/text.ts';
import { planByKey } from '../../plans/index-of-plans.ts';
import { badField, badInput, notAllowed, Problem } from '../problem.ts';
import { cancelSeason } from '../season/change.ts';
import { colleaguesIn, dayMsIn, launchErrors, yearIn } from '../season/input.ts';
import { approveSeason, launch, moveSeason, seasonFor, submitSeason } from '../season/launch.ts';
import { seasonViews } from '../season/view.ts';
import { seasonShape } from '../shapes.ts';
import { byId, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';
import { codeBase } from './seasons.ts';

function step(name: string, action: PolicyAction, summary: string, act: (ctx: StaffCtx, tx: Tx, id: string) => Promise<SeasonRow>) {
  return verb({
    method: 'post',
    path: `/api/seasons/{id}/${name}`,
    summary,
    access: { action, target: 'none' },
    params: byId,
    answer: seasonShape,
    handle: (ctx, { params }) => ctx.inTx(async (tx) => (await seasonViews(ctx, tx, [await act(ctx, tx, params.id)], true))[0]),
  });
}

const sendBack = verb({
  method: 'post',
  path: '/api/seasons/{id}/send-back',
  summary: 'Back to who prepared it, with a reason',
  access: { action: 'season.approve', target: 'none' },
  params: byId,
  answer: seasonShape,
  body: z.object({ reason: z.string().max(2000).transform(clean).pipe(z.string().min(1)) }),
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const { season, standing } = await seasonFor(ctx, tx, params.id, 'send-back');
      const after = await moveSeason(ctx, tx, season, standing, 'send-back', { state: 'draft' }, { reason: body.reason });
      return (await seasonViews(ctx, tx, [after], true))[0];
    });
  },
});

const rehearse = verb({
  method: 'post',
  path: '/api/seasons/rehearse',
  summary: 'A rehearsal at once, by one person; nothing real goes out',
  access: { action: 'season.rehearse', target: 'none' },
  status: 201,
  answer: seasonShape,
  body: z.object({
    planKey: z.string().max(80),
    year: yearIn.optional(),
    dayMs: dayMsIn.default(2000),
    title: z.string().max(200).optional(),
    colleagues: colleaguesIn.nullish(),
  }),
  async handle(ctx, { body }) {
    const standing = standingFor(ctx.actor, 'season.rehearse');
    if (!standing) throw notAllowed();
    const plan = planByKey(body.planKey);
    if (!plan) throw badField('planKey', 'Hãy chọn một kế hoạch trong danh sách.', 'Choose a plan of the list.');
    const year = body.year ?? plan.year;
    return await ctx.inTx(async (tx) => {
      const holidays = await readHolidays(tx);
      const errors = launchErrors(plan, { year, choices: {}, defaultsAccepted: true }, holidays);
      if (errors.length > 0) throw badInput(Object.fromEntries(errors.map((one) => [`${one.stepKey ?? 'plan'}.${one.code}`, one.message])));
      const season = await addSeason(tx, {
        code: await freeSeasonCode(tx, codeBase(plan, year, true)),
        title: clean(body.title ?? '') || `Diễn tập: ${plan.title.vi}`,
        planKey: plan.key,
        plan,
        year,
        clock: { mode: 'rehearsal', anchorReal: ctx.now, anchorSeason: ctx.now, pace: 0 },
        clockOptions: { dayMs: body.dayMs },
        choices: {},
        rehearsal: true,
        colleagues: body.colleagues ?? null,
        state: 'draft',
        preparedBy: ctx.me.id,
        preparedFor: standing.staffId,
      });
      return (await seasonViews(ctx, tx, [await launch(ctx, tx, season, standing, 'rehearse')], true))[0];
    });
  },
});

const onlyRehearsal = () =>
  new Problem(409, 'not-a-rehearsal', {
    vi: 'Chỉ mùa diễn tập mới có đồng nghiệp mô phỏng.',
    en: 'Only a rehearsal has simulated colleagues.',
  });

const colleagues = verb({
  method: 'put',
  path: '/api/seasons/{id}/colleagues',
  summary: 'How simulated colleagues work in a rehearsal',
  access: { action: 'season.rehearse', target: 'none' },
  params: byId,
  answer: seasonShape,
  body: z.object({ colleagues: colleaguesIn.nullable() }).or(colleaguesIn),
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const { season, standing } = await seasonFor(ctx, tx, params.id, 'set-pace');
      if (!season.rehearsal) throw onlyRehearsal();
      const given = 'colleagues' in body ? body.colleagues : body;
      return (await seasonViews(ctx, tx, [await moveSeason(ctx, tx, season, standing, 'colleagues', { colleagues: given })], true))[0];
    });
  },
});

const take = verb({
  method: 'post',
  path: '/api/seasons/{id}/take',
  summary: 'A real person takes a unit of a rehearsal',
  access: { action: 'season.rehearse', target: 'none' },
  params: byId,
  answer: seasonShape,
  body: z.object({ unitCode: z.string().max(30) }),
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const { season, standing } = await seasonFor(ctx, tx, params.id, 'set-pace');
      if (!season.rehearsal || !season.colleagues) throw onlyRehearsal();
      if (!(await unitByCode(tx, body.unitCode))) throw badField('unitCode', 'Không có đơn vị mang mã này.', 'No unit has this code.');
      const takenUnitCodes = [...new Set([...season.colleagues.takenUnitCodes, body.unitCode])];
      const after = await moveSeason(
        ctx,
        tx,
        season,
        standing,
        'take',
        { colleagues: { ...season.colleagues, takenUnitCodes } },
        { unitCode: body.unitCode },
      );
      return (await seasonViews(ctx, tx, [after], true))[0];
    });
  },
});

export const seasonLaunchVerbs = [
  rehearse,
  step('submit', 'season.prepare', 'Submit for approval', submitSeason),
  step('approve', 'season.approve', 'Approve, as another person than who prepared; the engine starts it', approveSeason),
  sendBack,
  step('cancel', 'season.rehearse', 'Give up a season', cancelSeason),
  colleagues,
  take,
];
