import { seasonNow } from '../../domain/clock.ts';
import type { Holidays } from '../../domain/calendar.ts';
import { may, mayApproveLaunch } from '../../domain/policy.ts';
import type { Actor, PolicyAction } from '../../domain/policy.ts';
import { seasonActions, seasonCan } from '../../domain/season.ts';
import type { SeasonAction, SeasonState } from '../../domain/season.ts';
import type { Tx } from '../../db/client.ts';
import { readHolidays } from '../../db/queries/holidays.ts';
import { plansOf, stepsOf, taskTotals } from '../../db/queries/seasons.ts';
import type { SeasonHead, SeasonRow, StepRow, TaskTotals } from '../../db/queries/seasons.ts';
import { personRefs } from '../../db/queries/staff.ts';
import { seasonWorkflowId, stepWorkflowId } from '../../workflows/contracts/names.ts';
import { workflowUrl } from '../task-view.ts';
import type { StaffCtx } from '../verb.ts';
import { iso, isoOrNull } from '../wire.ts';
import { scheduleOf } from './calendar.ts';

const noTasks: TaskTotals = { total: 0, done: 0, submitted: 0, overdue: 0, lapsed: 0 };

/** Which right each action needs. A rehearsal is changed by whoever may rehearse. */
const needs = {
  edit: 'season.prepare',
  submit: 'season.prepare',
  approve: 'season.approve',
  'send-back': 'season.approve',
  cancel: 'season.change',
  extend: 'season.change',
  shorten: 'season.change',
  'add-step': 'season.change',
  skip: 'season.change',
  pause: 'season.change',
  resume: 'season.change',
  'set-pace': 'season.change',
} as const satisfies Record<SeasonAction, PolicyAction>;

type Subject = Pick<SeasonRow, 'rehearsal' | 'state' | 'preparedBy' | 'preparedFor'>;

export function rightFor(action: SeasonAction, season: Subject): PolicyAction {
  const before = season.state === 'draft' || season.state === 'awaiting-approval';
  // Before the launch whoever prepares may also give up.
  const right = action === 'cancel' && before ? 'season.prepare' : needs[action];
  return right === 'season.change' && season.rehearsal ? 'season.rehearse' : right;
}

/** State, role and four eyes considered. */
export function seasonCanOf(actor: Actor, season: Subject): SeasonAction[] {
  return seasonActions.filter((action) => {
    if (!(seasonCan[action] as readonly SeasonState[]).includes(season.state) || !may(actor, rightFor(action, season))) return false;
    if (action === 'set-pace') return season.rehearsal;
    return action !== 'approve' || mayApproveLaunch(actor, season.preparedBy, season.preparedFor);
  });
}

function stepView(ctx: StaffCtx, season: SeasonHead, step: StepRow, totals: TaskTotals) {
  return {
    id: step.id,
    key: step.key,
    number: step.number,
    title: { vi: step.titleVi, en: step.titleEn },
    phase: step.phase,
    plannedOpensAt: iso(step.plannedOpensAt),
    plannedClosesAt: iso(step.plannedClosesAt),
    opensAt: iso(step.opensAt),
    closesAt: iso(step.closesAt),
    lapsesAt: iso(step.lapsesAt),
    openedAt: isoOrNull(step.openedAt),
    closedAt: isoOrNull(step.closedAt),
    added: step.added,
    tasks: totals,
    workflowUrl:
      step.openedAt === null
        ? null
        : workflowUrl({ actor: ctx.actor, namespace: ctx.deps.config.temporal.namespace }, stepWorkflowId(season.code, step.key)),
  };
}

/** A draft has no step rows yet: its calendar as it would be launched now. */
function draftSteps(season: SeasonRow, holidays: Holidays) {
  return scheduleOf(season, holidays).map((step) => {
    const title = season.plan.steps.find((one) => one.key === step.key)?.title ?? { vi: step.key, en: step.key };
    return {
      id: `${season.id}/${step.key}`,
      key: step.key,
      number: step.number,
      title,
      phase: step.phase,
      plannedOpensAt: iso(step.opensAt),
      plannedClosesAt: iso(step.closesAt),
      opensAt: iso(step.opensAt),
      closesAt: iso(step.closesAt),
      lapsesAt: iso(step.lapsesAt),
      openedAt: null,
      closedAt: null,
      added: false,
      tasks: noTasks,
      workflowUrl: null,
    };
  });
}

const choicesView = (choices: SeasonRow['choices']) =>
  Object.fromEntries(
    Object.entries(choices).map(([key, window]) => [key, { opensAt: iso(window.opensAt), closesAt: iso(window.closesAt) }]),
  );

/** Records of seasons as docs/interface.md lists them. The whole plan only of one. */
export async function seasonViews(ctx: StaffCtx, tx: Tx, rows: readonly SeasonHead[], withPlan: boolean) {
  const ids = rows.map((row) => row.id);
  const steps = grouped(await stepsOf(tx, ids));
  const totals = await taskTotals(tx, ids);
  const people = await personRefs(
    tx,
    rows.flatMap((row) => [row.preparedBy, row.approvedBy]),
  );
  const holidays = await readHolidays(tx);
  const plans = await plansOf(
    tx,
    ids.filter((id) => withPlan || !steps.has(id)),
  );
  return rows.map((row) => {
    const launched = steps.get(row.id);
    const plan = plans.get(row.id);
    return {
      id: row.id,
      code: row.code,
      title: row.title,
      planKey: row.planKey,
      ...(withPlan && { plan }),
      year: row.year,
      clock: row.clock,
      clockOptions: row.clockOptions,
      choices: choicesView(row.choices),
      rehearsal: row.rehearsal,
      colleagues: row.colleagues,
      state: row.state,
      preparedBy: people.get(row.preparedBy) ?? null,
      approvedBy: row.approvedBy ? (people.get(row.approvedBy) ?? null) : null,
      submittedAt: isoOrNull(row.submittedAt),
      startedAt: isoOrNull(row.startedAt),
      finishedAt: isoOrNull(row.finishedAt),
      createdAt: row.createdAt.toISOString(),
      seasonNow: iso(seasonNow(row.clock, ctx.now)),
      version: row.version,
      can: seasonCanOf(ctx.actor, row),
      workflowUrl:
        row.startedAt === null
          ? null
          : workflowUrl({ actor: ctx.actor, namespace: ctx.deps.config.temporal.namespace }, seasonWorkflowId(row.code)),
      steps: launched
        ? launched.map((step) => stepView(ctx, row, step, totals.get(`${row.id}/${step.key}`) ?? noTasks))
        : plan
          ? draftSteps({ ...row, plan }, holidays)
          : [],
    };
  });
}

function grouped(steps: readonly StepRow[]): Map<string, StepRow[]> {
  const found = new Map<string, StepRow[]>();
  for (const step of steps) found.set(step.seasonId, [...(found.get(step.seasonId) ?? []), step]);
  return found;
}
