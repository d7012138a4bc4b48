import { randomUUID } from 'node:crypto';
import type { Tx } from '../../db/client.ts';
import { enqueue } from '../../db/outbox.ts';
import { addChange } from '../../db/queries/season-changes.ts';
import type { ChangeRow } from '../../db/queries/season-changes.ts';
import { directiveById } from '../../db/queries/directives.ts';
import type { DirectiveRow } from '../../db/queries/directives.ts';
import type { SeasonEdit, SeasonRow } from '../../db/queries/seasons.ts';
import { withPace } from '../../domain/clock.ts';
import { DAY } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Standing } from '../../domain/policy.ts';
import { badField } from '../problem.ts';
import type { StaffCtx } from '../verb.ts';
import type { AddedStepIn } from './added-step.ts';
import { paceOf } from './calendar.ts';
import { moveSeason, seasonFor } from './launch.ts';
import { addStep, moveWindow, skipStep } from './step-change.ts';
import { tellOfChange } from './tell.ts';

export type ChangeKind = Exclude<ChangeRow['kind'], 'cancel'>;
export type ChangeInput = {
  kind: ChangeKind;
  stepKey?: string;
  opensAt?: Instant;
  closesAt?: Instant;
  step?: AddedStepIn;
  pace?: number;
  dayMs?: number;
  directiveId?: string;
};
/** What a change did: recorded with before and after, and whom it concerns. */
export type Effect = { edit: SeasonEdit; stepKey: string | null; before: Record<string, unknown>; after: Record<string, unknown> };

/** Without a directive: the pace of a rehearsal, and its pauses. */
function needsDirective(kind: ChangeKind, season: SeasonRow): boolean {
  return !(kind === 'set-pace' || (season.rehearsal && (kind === 'pause' || kind === 'resume')));
}

async function directiveFor(tx: Tx, season: SeasonRow, { kind, directiveId }: ChangeInput): Promise<DirectiveRow | null> {
  if (directiveId === undefined && !needsDirective(kind, season)) return null;
  const found = directiveId === undefined ? null : await directiveById(tx, directiveId);
  if (!found) throw badField('directiveId', 'Hãy chọn văn bản làm căn cứ cho thay đổi.', 'Choose the directive that orders the change.');
  return found;
}

/** A change of a running season, in one transaction: rows, history, audit, word to everyone, order to the engine. */
export async function changeSeason(ctx: StaffCtx, tx: Tx, seasonId: string, changeId: string, input: ChangeInput): Promise<SeasonRow> {
  const { season, standing } = await seasonFor(ctx, tx, seasonId, input.kind);
  const directive = await directiveFor(tx, season, input);
  const effect = await apply(ctx, tx, season, input);
  return await record(ctx, tx, season, standing, { id: changeId, kind: input.kind, directive, effect });
}

async function apply(ctx: StaffCtx, tx: Tx, season: SeasonRow, input: ChangeInput): Promise<Effect> {
  const kinds = {
    extend: () => moveWindow(ctx, tx, season, input, 'extend'),
    shorten: () => moveWindow(ctx, tx, season, input, 'shorten'),
    'add-step': () => addStep(ctx, tx, season, input),
    skip: () => skipStep(tx, season, input),
    pause: async () => pause(ctx, season),
    resume: async () => resume(ctx, season),
    'set-pace': async () => setPace(ctx, season, input),
  } as const satisfies Record<ChangeKind, () => Promise<Effect>>;
  return await kinds[input.kind]();
}

const dayMsOf = (season: SeasonRow) => season.clockOptions.dayMs ?? DAY;

/** A rehearsal's clock stands still while paused; in a real season the days go on and only work rests. */
function pause(ctx: StaffCtx, season: SeasonRow): Effect {
  return {
    stepKey: null,
    before: { state: season.state },
    after: { state: 'paused' },
    edit: { state: 'paused', clock: withPace(season.clock, 0, ctx.now) },
  };
}

function resume(ctx: StaffCtx, season: SeasonRow): Effect {
  return {
    stepKey: null,
    before: { state: season.state },
    after: { state: 'running' },
    edit: { state: 'running', clock: withPace(season.clock, paceOf(dayMsOf(season)), ctx.now) },
  };
}

function setPace(ctx: StaffCtx, season: SeasonRow, input: ChangeInput): Effect {
  if (!season.rehearsal) throw badField('kind', 'Chỉ mùa diễn tập mới đổi được tốc độ.', 'Only a rehearsal has a pace.');
  const dayMs = input.dayMs ?? (input.pace ? Math.round(DAY / input.pace) : undefined);
  if (dayMs === undefined) throw badField('dayMs', 'Hãy chọn độ dài của một ngày.', 'Choose how long a day lasts.');
  return {
    stepKey: null,
    before: { dayMs: dayMsOf(season) },
    after: { dayMs },
    edit: {
      clockOptions: { ...season.clockOptions, dayMs },
      ...(season.state === 'running' && { clock: withPace(season.clock, paceOf(dayMs), ctx.now) }),
    },
  };
}

type Recorded = { id: string; kind: ChangeRow['kind']; directive: DirectiveRow | null; effect: Effect };

async function record(
  ctx: StaffCtx,
  tx: Tx,
  season: SeasonRow,
  standing: Standing,
  { id, kind, directive, effect }: Recorded,
): Promise<SeasonRow> {
  const { edit, stepKey, before, after } = effect;
  await addChange(tx, { id, seasonId: season.id, stepKey, kind, before, after, directiveId: directive?.id ?? null, madeBy: ctx.me.id });
  const changed = await moveSeason(ctx, tx, season, standing, kind, edit, {
    changeId: id,
    stepKey,
    before,
    now: after,
    directive: directive?.number ?? null,
  });
  await tellOfChange(ctx, tx, changed, { id, kind, stepKey, before, after, directive });
  await enqueue(tx, {
    kind: 'season-changed',
    key: `season-changed/${id}`,
    payload: { seasonId: season.id, seasonCode: season.code, changeId: id },
  });
  return changed;
}

/** Before the launch a draft is simply given up; a running season ends, all that is left is cancelled. */
export async function cancelSeason(ctx: StaffCtx, tx: Tx, seasonId: string): Promise<SeasonRow> {
  const { season, standing } = await seasonFor(ctx, tx, seasonId, 'cancel');
  if (season.startedAt === null) return await moveSeason(ctx, tx, season, standing, 'cancel', { state: 'cancelled', finishedAt: ctx.now });
  const edit = { state: 'cancelled' as const, finishedAt: ctx.now };
  return await record(ctx, tx, season, standing, {
    id: randomUUID(),
    kind: 'cancel',
    directive: null,
    effect: { edit, stepKey: null, before: { state: season.state }, after: { state: 'cancelled' } },
  });
}
