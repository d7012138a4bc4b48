import { bigserial, boolean, date, index, integer, jsonb, pgTable, smallint, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';
import { units } from './people.ts';
import { places } from './places.ts';
import { directives } from './seasons.ts';
import type { Intake } from '../../domain/cohort.ts';
import type { ZonePlanState } from '../../domain/zone-plan.ts';

/** A middle unit's zoning of one year, and how far its approval has come. */
export const zonePlans = pgTable(
  'zone_plans',
  {
    id: id(),
    year: smallint('year').notNull(),
    unitId: uuid('unit_id').notNull().references(() => units.id),
    unitPath: text('unit_path').notNull(),
    state: text('state').$type<ZonePlanState>().notNull(),
    /** The committee's decision. */
    directiveId: uuid('directive_id').references(() => directives.id),
    returnReason: text('return_reason'),
    frozenAt: instant('frozen_at'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [unique('zone_plans_once').on(table.year, table.unitId)],
);

/** A place belongs to a school for an intake, from a day on. Two rows for one place are a finding, not an impossibility: drafts come from Excel. */
export const zones = pgTable(
  'zones',
  {
    id: id(),
    year: smallint('year').notNull(),
    intake: text('intake').$type<Intake>().notNull(),
    placeId: uuid('place_id').notNull().references(() => places.id),
    schoolId: uuid('school_id').notNull().references(() => units.id),
    /** The middle unit's, for row security. */
    unitPath: text('unit_path').notNull(),
    validFrom: date('valid_from').notNull(),
    /** First day on which it no longer holds. */
    validTo: date('valid_to'),
    note: text('note'),
    /** A border place that two schools share, meant so: no finding. */
    shared: boolean('shared').notNull().default(false),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [
    unique('zones_once').on(table.year, table.intake, table.placeId, table.schoolId, table.validFrom),
    index('zones_place').on(table.placeId, table.intake, table.year),
    index('zones_school').on(table.schoolId, table.year),
    index('zones_unit').on(table.unitPath.op('text_pattern_ops'), table.year),
  ],
);

/** Seats, criteria and papers of a school for an intake. */
export const quotas = pgTable(
  'quotas',
  {
    id: id(),
    year: smallint('year').notNull(),
    intake: text('intake').$type<Intake>().notNull(),
    schoolId: uuid('school_id').notNull().references(() => units.id),
    unitPath: text('unit_path').notNull(),
    seats: integer('seats').notNull(),
    classes: integer('classes').notNull(),
    criteria: text('criteria').notNull().default(''),
    /** Attachments a family must hand in, by name. */
    papers: jsonb('papers').$type<string[]>().notNull().default([]),
    /** Addresses of the forms to fill in. */
    forms: jsonb('forms').$type<{ title: string; url: string }[]>().notNull().default([]),
    /** Rooms, and the share of classes that take two sessions a day (percent): the report of a quota. */
    rooms: integer('rooms').notNull().default(0),
    twoSessions: integer('two_sessions').notNull().default(100),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [unique('quotas_once').on(table.year, table.intake, table.schoolId), index('quotas_unit').on(table.unitPath.op('text_pattern_ops'), table.year)],
);

/** What schools say to a draft. */
export const zoneComments = pgTable('zone_comments', {
  id: id(),
  planId: uuid('plan_id').notNull().references(() => zonePlans.id),
  schoolId: uuid('school_id').notNull().references(() => units.id),
  unitPath: text('unit_path').notNull(),
  agrees: text('agrees').$type<'yes' | 'no'>().notNull(),
  note: text('note').notNull().default(''),
  reply: text('reply'),
  madeBy: uuid('made_by').notNull(),
  version: integer('version').notNull().default(1),
  createdAt: createdAt(),
}, (table) => [unique('zone_comments_once').on(table.planId, table.schoolId)]);

/** History of zones and quotas; after freezing each names its directive and whom it affected. Only added to. */
export const zoneChanges = pgTable('zone_changes', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  planId: uuid('plan_id').notNull().references(() => zonePlans.id),
  unitPath: text('unit_path').notNull(),
  kind: text('kind').notNull(),
  before: jsonb('before').$type<Record<string, unknown>>().notNull(),
  after: jsonb('after').$type<Record<string, unknown>>().notNull(),
  /** Pupils concerned, when it was made. */
  affected: integer('affected').notNull().default(0),
  directiveId: uuid('directive_id').references(() => directives.id),
  reason: text('reason'),
  madeBy: uuid('made_by').notNull(),
  createdAt: createdAt(),
}, (table) => [index('zone_changes_plan').on(table.planId, table.id)]);
