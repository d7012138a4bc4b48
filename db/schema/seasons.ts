import { sql } from 'drizzle-orm';
import { bigserial, boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';
import { staff } from './people.ts';
import type { SeasonClock } from '../../domain/clock.ts';
import type { Plan } from '../../domain/plan.ts';
import type { SeasonState, StepPhase } from '../../domain/season.ts';
import type { WindowChoices } from '../../domain/window.ts';

/** Bytes live in the file store under `sha256`; rows are written once. */
export const files = pgTable('files', {
  id: id(),
  sha256: text('sha256').notNull(),
  name: text('name').notNull(),
  mediaType: text('media_type').notNull(),
  size: integer('size').notNull(),
  /** Whose it is, for row security. */
  unitPath: text('unit_path').notNull(),
  uploadedBy: uuid('uploaded_by').notNull(),
  createdAt: createdAt(),
});

export const directives = pgTable('directives', {
  id: id(),
  number: text('number').notNull(),
  signedOn: text('signed_on').notNull(),
  signer: text('signer').notNull(),
  title: text('title').notNull(),
  folded: text('folded').notNull(),
  fileId: uuid('file_id').references(() => files.id),
  createdBy: uuid('created_by').notNull().references(() => staff.id),
  createdAt: createdAt(),
});

/** How simulated colleagues work in a rehearsal; null = nobody simulated. */
export type Colleagues = {
  enabled: boolean;
  /** Units that real people took: the simulation leaves them alone. */
  takenUnitCodes: string[];
  parents: boolean;
  seed: number;
  rates: { late: number; wrong: number; silent: number };
};

export const seasons = pgTable('seasons', {
  id: id(),
  /** Readable, in workflow ids: `hp-2023`, `hp-2023-dien-tap-3`. */
  code: text('code').notNull().unique(),
  title: text('title').notNull(),
  planKey: text('plan_key').notNull(),
  /** Snapshot at launch: a later edit of the plan file changes no running season. */
  plan: jsonb('plan').$type<Plan>().notNull(),
  year: integer('year').notNull(),
  clock: jsonb('clock').$type<SeasonClock>().notNull(),
  /** For `shifted`: the chosen first day. For `rehearsal`: real milliseconds a season day lasts. */
  clockOptions: jsonb('clock_options').$type<{ startsOn?: string; dayMs?: number }>().notNull().default({}),
  choices: jsonb('choices').$type<WindowChoices>().notNull().default({}),
  rehearsal: boolean('rehearsal').notNull(),
  colleagues: jsonb('colleagues').$type<Colleagues | null>(),
  state: text('state').$type<SeasonState>().notNull(),
  preparedBy: uuid('prepared_by').notNull().references(() => staff.id),
  preparedFor: uuid('prepared_for').notNull().references(() => staff.id),
  approvedBy: uuid('approved_by').references(() => staff.id),
  /** Real instants. */
  submittedAt: instant('submitted_at'),
  startedAt: instant('started_at'),
  finishedAt: instant('finished_at'),
  version: integer('version').notNull().default(1),
  createdAt: createdAt(),
});

/** All `*At` are season instants, `*Real` real ones. */
export const steps = pgTable(
  'steps',
  {
    id: id(),
    seasonId: uuid('season_id').notNull().references(() => seasons.id),
    key: text('key').notNull(),
    number: integer('number').notNull(),
    titleVi: text('title_vi').notNull(),
    titleEn: text('title_en').notNull(),
    phase: text('phase').$type<StepPhase>().notNull(),
    /** As approved at launch, for planned vs actual. */
    plannedOpensAt: instant('planned_opens_at').notNull(),
    plannedClosesAt: instant('planned_closes_at').notNull(),
    /** In force now. A deadline is checked against these in the database transaction. */
    opensAt: instant('opens_at').notNull(),
    closesAt: instant('closes_at').notNull(),
    lapsesAt: instant('lapses_at').notNull(),
    openedAt: instant('opened_at'),
    closedAt: instant('closed_at'),
    openedReal: instant('opened_real'),
    closedReal: instant('closed_real'),
    added: boolean('added').notNull().default(false),
  },
  (table) => [unique('steps_season_key').on(table.seasonId, table.key)],
);

/** Every change to a running season, with what it cites and before/after. */
export const seasonChanges = pgTable('season_changes', {
  id: id(),
  seasonId: uuid('season_id').notNull().references(() => seasons.id),
  stepKey: text('step_key'),
  kind: text('kind').$type<'extend' | 'shorten' | 'add-step' | 'skip' | 'pause' | 'resume' | 'set-pace' | 'cancel'>().notNull(),
  before: jsonb('before').$type<Record<string, unknown>>().notNull(),
  after: jsonb('after').$type<Record<string, unknown>>().notNull(),
  /** Null only for the pace of a rehearsal. */
  directiveId: uuid('directive_id').references(() => directives.id),
  madeBy: uuid('made_by').notNull().references(() => staff.id),
  createdAt: createdAt(),
});

/** One transaction writes row + audit + outbox; the relay turns these into engine calls and notices. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    kind: text('kind').$type<'start-season' | 'season-changed' | 'start-dispute' | 'start-import' | 'import-changed' | 'start-identity-batch' | 'identity-batch-changed' | 'tell-zone-change' | 'find-duplicates'>().notNull(),
    /** Same key twice = same effect once. */
    key: text('key').notNull().unique(),
    payload: jsonb('payload').$type<Record<string, string>>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    relayedAt: instant('relayed_at'),
    /** Not tried again before; null = at once. */
    notBefore: instant('not_before'),
    createdAt: createdAt(),
  },
  (table) => [index('outbox_waiting').on(table.id).where(sql`relayed_at is null`)],
);

/** Marks batches an activity has finished, so that a repeat does nothing. */
export const doneOnce = pgTable(
  'done_once',
  { scope: text('scope').notNull(), key: text('key').notNull(), createdAt: createdAt() },
  (table) => [primaryKey({ columns: [table.scope, table.key] })],
);

/** Sign of life of each process (`worker/<pid>`), for /healthz. */
export const beats = pgTable('beats', { name: text('name').primaryKey(), at: instant('at').notNull() });
