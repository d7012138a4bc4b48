import { recordAudit } from '../../db/audit.ts';
import type { Tx } from '../../db/client.ts';
import { announce, enqueue } from '../../db/outbox.ts';
import { readHolidays } from '../../db/queries/holidays.ts';
import { queueNotices } from '../../db/queries/notices.ts';
import { editSeason, insertSteps, lockSeason } from '../../db/queries/seasons.ts';
import type { SeasonEdit, SeasonRow } from '../../db/queries/seasons.ts';
import { staffById } from '../../db/queries/staff.ts';
import { approvers } from '../../db/queries/approvers.ts';
import { mayApproveLaunch, standingFor } from '../../domain/policy.ts';
import type { Standing } from '../../domain/policy.ts';
import { checkPlan, mayLaunch } from '../../domain/plan-check.ts';
import { seasonCan } from '../../domain/season.ts';
import type { SeasonAction, SeasonState } from '../../domain/season.ts';
import { notAllowed, notFound, Problem } from '../problem.ts';
import type { StaffCtx } from '../verb.ts';
import { clockAtLaunch, factsOf, scheduleOf } from './calendar.ts';
import { rightFor } from './view.ts';

const notNow = () =>
  new Problem(409, 'not-allowed-in-state', {
    vi: 'Mùa đã sang trạng thái khác. Hãy tải lại để xem.',
    en: 'The season is in another state now. Reload to see.',
  });

/** The season, locked, and the standing for an action; 403 by role, 409 by state. */
export async function seasonFor(
  ctx: StaffCtx,
  tx: Tx,
  id: string,
  action: SeasonAction,
): Promise<{ season: SeasonRow; standing: Standing }> {
  const season = await lockSeason(tx, id);
  if (!season) throw notFound();
  const standing = standingFor(ctx.actor, rightFor(action, season));
  if (!standing) throw notAllowed();
  if (!(seasonCan[action] as readonly SeasonState[]).includes(season.state)) throw notNow();
  return { season, standing };
}

/** Writes the new row, what was decided, and tells screens. */
export async function moveSeason(
  ctx: StaffCtx,
  tx: Tx,
  season: SeasonRow,
  standing: Standing,
  action: string,
  edit: SeasonEdit,
  details: Record<string, unknown> = {},
): Promise<SeasonRow> {
  const after = await editSeason(tx, season.id, edit);
  await recordAudit(tx, {
    at: ctx.now,
    actorId: ctx.me.id,
    actingFor: standing.staffId,
    action: `season.${action}`,
    subjectType: 'season',
    subjectId: season.id,
    unitPath: standing.unitPath,
    details: { ...details, after: { state: after.state, version: after.version } },
  });
  await announce(tx, { seasonId: season.id, topics: ['seasons', 'steps'] });
  return after;
}

async function refuseUnsound(tx: Tx, season: SeasonRow, defaultsAccepted: boolean): Promise<void> {
  const holidays = await readHolidays(tx);
  const findings = checkPlan(season.plan, factsOf(season, holidays, defaultsAccepted));
  if (mayLaunch(findings)) return;
  const errors = findings.filter((finding) => finding.severity === 'error');
  throw new Problem(
    422,
    'plan-not-sound',
    { vi: 'Lịch còn lỗi nên chưa gửi được. Hãy sửa các mục được đánh dấu.', en: 'The calendar has errors. Correct the marked steps.' },
    {
      fields: Object.fromEntries(
        errors.map(({ stepKey, code, message, fix }) => [
          `${stepKey ?? 'plan'}.${code}`,
          { vi: `${message.vi} ${fix.vi}`, en: `${message.en} ${fix.en}` },
        ]),
      ),
    },
  );
}

/** A live season whose last step is over would only open and lapse. */
async function refusePast(ctx: StaffCtx, tx: Tx, season: SeasonRow): Promise<void> {
  if (season.clock.mode === 'rehearsal') return;
  const schedule = scheduleOf(season, await readHolidays(tx));
  if (schedule.some((step) => step.closesAt > ctx.now)) return;
  throw new Problem(422, 'season-in-the-past', {
    vi: 'Mọi bước của lịch đã qua. Hãy chọn năm khác, dời lịch sang ngày mới, hoặc diễn tập.',
    en: 'Every step has passed. Choose another year, shift the calendar, or rehearse.',
  });
}

export async function submitSeason(ctx: StaffCtx, tx: Tx, id: string): Promise<SeasonRow> {
  const { season, standing } = await seasonFor(ctx, tx, id, 'submit');
  await refuseUnsound(tx, season, false);
  await refusePast(ctx, tx, season);
  // Who submits answers for what is launched: it is they who may not approve.
  const after = await moveSeason(ctx, tx, season, standing, 'submit', {
    state: 'awaiting-approval',
    submittedAt: ctx.now,
    preparedBy: ctx.me.id,
    preparedFor: standing.staffId,
  });
  const people = (await approvers(tx)).filter((person) => person.id !== ctx.me.id && person.id !== standing.staffId);
  await queueNotices(
    tx,
    people.map((person) => ({
      template: 'season-awaiting-approval',
      channel: 'email',
      dedupeKey: `season-awaiting-approval/${season.id}/${after.version}/${person.id}`,
      recipient: { kind: 'staff', id: person.id, address: person.email },
      unitPath: person.unitPath,
      seasonId: season.id,
      taskId: null,
      rehearsal: season.rehearsal,
      data: { name: person.name, season: season.title, by: ctx.me.name, seasonId: season.id },
    })),
  );
  return after;
}

/** Four eyes: the second person starts it. The engine hears through the outbox. */
export async function approveSeason(ctx: StaffCtx, tx: Tx, id: string): Promise<SeasonRow> {
  const { season, standing } = await seasonFor(ctx, tx, id, 'approve');
  if (!mayApproveLaunch(ctx.actor, season.preparedBy, season.preparedFor)) {
    throw new Problem(403, 'four-eyes', {
      vi: 'Người chuẩn bị không được tự phê duyệt. Hãy nhờ người khác có thẩm quyền.',
      en: 'Who prepared it may not approve it. Ask another person.',
    });
  }
  await refuseUnsound(tx, season, false);
  const after = await launch(ctx, tx, season, standing, 'approve');
  const preparer = await staffById(tx, season.preparedBy);
  if (preparer) {
    await queueNotices(tx, [
      {
        template: 'season-approved',
        channel: 'email',
        dedupeKey: `season-approved/${season.id}`,
        recipient: { kind: 'staff', id: preparer.id, address: preparer.email },
        unitPath: preparer.unit.path,
        seasonId: season.id,
        taskId: null,
        rehearsal: season.rehearsal,
        data: { name: preparer.name, season: season.title, by: ctx.me.name, seasonId: season.id },
      },
    ]);
  }
  return after;
}

/** Steps, clock and the order to the engine, in one transaction with the decision. */
export async function launch(
  ctx: StaffCtx,
  tx: Tx,
  season: SeasonRow,
  standing: Standing,
  action: 'approve' | 'rehearse',
): Promise<SeasonRow> {
  const schedule = scheduleOf(season, await readHolidays(tx));
  await insertSteps(tx, season, schedule);
  const after = await moveSeason(ctx, tx, season, standing, action, {
    state: 'launching',
    approvedBy: ctx.me.id,
    startedAt: ctx.now,
    clock: clockAtLaunch(season, schedule, ctx.now),
  });
  await enqueue(tx, { kind: 'start-season', key: `start-season/${season.id}`, payload: { seasonId: season.id, seasonCode: season.code } });
  return after;
}
