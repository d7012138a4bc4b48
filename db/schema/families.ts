import { bigserial, date, index, integer, jsonb, pgTable, smallint, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { bytea, createdAt, id, instant } from './columns.ts';
import { units } from './people.ts';
import { places } from './places.ts';
import { seasons } from './seasons.ts';
import type { ResidenceState } from '../../domain/place.ts';
import type { PupilStanding } from '../../domain/review.ts';
import type { ConfirmationChannel, ConfirmationState, DisputeState, SlipField } from '../../domain/confirmation.ts';

/** Final-year pupils of feeder schools. */
export const pupils = pgTable(
  'pupils',
  {
    id: id(),
    /** Mã học sinh: unique, never changed (TT 42/2021). */
    code: text('code').notNull().unique(),
    fullName: text('full_name').notNull(),
    folded: text('folded').notNull(),
    /** Sort key: given name first, then the rest, as schools list pupils. */
    sortKey: text('sort_key').notNull(),
    birthDate: date('birth_date').notNull(),
    sex: text('sex').$type<'male' | 'female'>().notNull(),
    ethnicity: text('ethnicity').notNull(),
    birthPlace: text('birth_place').notNull(),
    /** AES-256-GCM; see db/secret.ts. Shown masked. */
    personalNumberEnc: bytea('personal_number_enc'),
    /** Keyed HMAC for look-up. */
    personalNumberKey: bytea('personal_number_key'),
    permanentAddress: text('permanent_address').notNull(),
    currentAddress: text('current_address').notNull(),
    guardianName: text('guardian_name').notNull(),
    guardianPhone: text('guardian_phone').notNull(),
    guardianEmail: text('guardian_email'),
    schoolId: uuid('school_id').notNull().references(() => units.id),
    schoolPath: text('school_path').notNull(),
    className: text('class_name').notNull(),
    /** `kindergarten-5` | `grade-5` | `grade-9` | `grade-12` */
    cohort: text('cohort').notNull(),
    standing: text('standing').$type<PupilStanding>().notNull().default('enrolled'),
    /** The record that this one was merged into. */
    mergedInto: uuid('merged_into'),
    /** Where the child lives, on the catalogue of places; what zones go by. */
    placeId: uuid('place_id').references((): AnyPgColumn => places.id),
    residence: text('residence').$type<ResidenceState>().notNull().default('missing'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [
    index('pupils_place').on(table.placeId, table.cohort),
    // Duplicates across the province: same name and birth date.
    index('pupils_same').on(table.birthDate, table.folded),
    index('pupils_number').on(table.personalNumberKey),
    index('pupils_school').on(table.schoolPath.op('text_pattern_ops'), table.className),
    // By name in Vietnamese order: db/guards/50-order.sql.
  ],
);

export const pupilHistory = pgTable(
  'pupil_history',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    pupilId: uuid('pupil_id').notNull().references(() => pupils.id),
    schoolPath: text('school_path').notNull(),
    field: text('field').$type<SlipField>().notNull(),
    /** A personal number is stored masked here. */
    before: text('before').notNull(),
    after: text('after').notNull(),
    disputeId: uuid('dispute_id'),
    madeBy: uuid('made_by').notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('pupil_history_pupil').on(table.pupilId)],
);

export const confirmations = pgTable(
  'confirmations',
  {
    id: id(),
    seasonId: uuid('season_id').notNull().references(() => seasons.id),
    stepKey: text('step_key').notNull(),
    pupilId: uuid('pupil_id').notNull().references(() => pupils.id),
    schoolPath: text('school_path').notNull(),
    className: text('class_name').notNull(),
    state: text('state').$type<ConfirmationState>().notNull(),
    channel: text('channel').$type<ConfirmationChannel>(),
    /** What the parent keeps: short, readable, unguessable enough, e.g. `XN-7K2M-9QPA`. */
    reference: text('reference').unique(),
    reminders: smallint('reminders').notNull().default(0),
    /** Season instant. */
    answeredAt: instant('answered_at'),
    /** Who keyed in the paper slip. */
    keyedBy: uuid('keyed_by'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [
    unique('confirmations_once').on(table.seasonId, table.pupilId),
    index('confirmations_pupil').on(table.pupilId),
    index('confirmations_progress').on(table.seasonId, table.schoolPath.op('text_pattern_ops'), table.className, table.state),
  ],
);

/** 256-bit tokens, stored hashed. GET shows, POST acts. Real instants. */
export const parentLinks = pgTable('parent_links', {
  id: id(),
  confirmationId: uuid('confirmation_id').notNull().references(() => confirmations.id),
  tokenHash: bytea('token_hash').notNull().unique(),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
  createdAt: createdAt(),
}, (table) => [index('parent_links_confirmation').on(table.confirmationId)]);

/**
 * The password that the school issues for a pupil's season (HP-2023 step 6): with the personal number it opens what the link opens.
 * Only the hash is kept; the words stand on the paper. Real instants.
 */
export const parentPasswords = pgTable('parent_passwords', {
  confirmationId: uuid('confirmation_id').primaryKey().references(() => confirmations.id),
  pupilId: uuid('pupil_id').notNull().references(() => pupils.id),
  passwordHash: text('password_hash').notNull(),
  issuedAt: instant('issued_at').notNull(),
  issuedBy: uuid('issued_by').notNull(),
  revokedAt: instant('revoked_at'),
}, (table) => [index('parent_passwords_pupil').on(table.pupilId)]);

export type DisputedField = {
  field: SlipField;
  /** As on the slip; a personal number only masked. */
  current: string;
  /** What the parent says is right. Encrypted like the pupil's when it is a personal number (base64). */
  proposed: string;
  decision: 'accepted' | 'rejected' | null;
  reason: string | null;
};

export const disputes = pgTable(
  'disputes',
  {
    id: id(),
    confirmationId: uuid('confirmation_id').notNull().references(() => confirmations.id),
    seasonId: uuid('season_id').notNull().references(() => seasons.id),
    pupilId: uuid('pupil_id').notNull().references(() => pupils.id),
    schoolPath: text('school_path').notNull(),
    className: text('class_name').notNull(),
    fields: jsonb('fields').$type<DisputedField[]>().notNull(),
    note: text('note'),
    state: text('state').$type<DisputeState>().notNull(),
    decidedBy: uuid('decided_by'),
    /** Season instants. */
    openedAt: instant('opened_at').notNull(),
    dueAt: instant('due_at').notNull(),
    decidedAt: instant('decided_at'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [
    index('disputes_school').on(table.seasonId, table.schoolPath.op('text_pattern_ops'), table.state),
    index('disputes_confirmation').on(table.confirmationId),
  ],
);

/** The decision of a dispute before the `dispute` workflow takes it; same life as `task_answers`. */
export const disputeAnswers = pgTable('dispute_answers', {
  id: uuid('id').primaryKey(),
  disputeId: uuid('dispute_id').notNull().references(() => disputes.id),
  decisions: jsonb('decisions').$type<{ field: SlipField; decision: 'accepted' | 'rejected'; reason: string | null }[]>().notNull(),
  actorId: uuid('actor_id').notNull(),
  actingFor: uuid('acting_for').notNull(),
  outcome: jsonb('outcome').$type<Record<string, unknown>>(),
  createdAt: createdAt(),
});
