import { sql } from 'drizzle-orm';
import { boolean, date, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { bytea, createdAt, id, instant } from './columns.ts';
import { pupils } from './families.ts';
import { units } from './people.ts';
import { files } from './seasons.ts';
import type { FieldVerdicts } from '../../domain/identity-match.ts';
import type {
  AccountKind, BatchProblem, BatchState, CandidateState, EvidenceKind, EvidenceState, IdentityAdapter, IdentityReason, IdentityState, RegistrationState,
} from '../../domain/identity.ts';

/** A list sent to the population database, by whichever adapter. */
export const identityBatches = pgTable('identity_batches', {
  id: id(),
  adapter: text('adapter').$type<IdentityAdapter>().notNull(),
  state: text('state').$type<BatchState>().notNull(),
  /** Whose pupils. */
  unitPath: text('unit_path').notNull(),
  cohort: text('cohort'),
  total: integer('total').notNull().default(0),
  answered: integer('answered').notNull().default(0),
  /** File exchange: what was sent and what came back. */
  sentFileId: uuid('sent_file_id').references(() => files.id),
  answerFileId: uuid('answer_file_id').references(() => files.id),
  problem: text('problem').$type<BatchProblem>(),
  createdBy: uuid('created_by').notNull(),
  version: integer('version').notNull().default(1),
  createdAt: createdAt(),
}, (table) => [index('identity_batches_unit').on(table.unitPath.op('text_pattern_ops'))]);

/** One per pupil: where the child stands now. */
export const identityChecks = pgTable(
  'identity_checks',
  {
    pupilId: uuid('pupil_id').primaryKey().references(() => pupils.id),
    schoolPath: text('school_path').notNull(),
    className: text('class_name').notNull(),
    cohort: text('cohort').notNull(),
    state: text('state').$type<IdentityState>().notNull(),
    /** Which fields differ, and how: the values themselves are in the rows they come from. */
    fields: jsonb('fields').$type<FieldVerdicts>().notNull().default({}),
    /** The population database's own answer, sealed as one JSON text: it is shown to whoever may settle it. */
    populationEnc: bytea('population_enc'),
    batchId: uuid('batch_id').references(() => identityBatches.id),
    reason: text('reason').$type<IdentityReason>(),
    note: text('note'),
    evidenceFileId: uuid('evidence_file_id').references(() => files.id),
    /** School → Sở: what cannot be synchronised, with how the pupil is to be helped. */
    proposal: text('proposal'),
    /** The Sở's answer to it. */
    resolution: text('resolution'),
    /** Version of the pupil that was compared: a later change of the pupil makes it `unchecked`. */
    pupilVersion: integer('pupil_version').notNull(),
    answeredAt: instant('answered_at'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [index('identity_checks_school').on(table.schoolPath.op('text_pattern_ops'), table.state), index('identity_checks_batch').on(table.batchId, table.state),
    // The next page of those who wait, without a look at who was answered: 226 pages of a province.
    index('identity_checks_waiting').on(table.batchId, table.pupilId).where(sql`answered_at is null`)],
);

/** The sector database's own record of a pupil, as last imported: the middle column of the three-way view. */
export const sectorRecords = pgTable('sector_records', {
  pupilId: uuid('pupil_id').primaryKey().references(() => pupils.id),
  schoolPath: text('school_path').notNull(),
  className: text('class_name').notNull(),
  fullName: text('full_name').notNull(),
  birthDate: date('birth_date').notNull(),
  sex: text('sex').$type<'male' | 'female'>().notNull(),
  address: text('address').notNull(),
  /** CMND, CCCD or personal number: the newest, even when known wrong (HP-SYNC-2023). */
  numberEnc: bytea('number_enc'),
  numberKey: bytea('number_key'),
  numberKnownWrong: boolean('number_known_wrong').notNull().default(false),
  /** The passport field; holds the generated code while there is no number. */
  passport: text('passport'),
  passportTemporary: boolean('passport_temporary').notNull().default(false),
  version: integer('version').notNull().default(1),
}, (table) => [index('sector_records_school').on(table.schoolPath.op('text_pattern_ops')), index('sector_records_number').on(table.numberKey)]);

/** Online exam accounts of grade 12: always equal to the sector database's number. */
export const examAccounts = pgTable('exam_accounts', {
  id: id(),
  pupilId: uuid('pupil_id').unique().references(() => pupils.id),
  candidateId: uuid('candidate_id').unique(),
  unitPath: text('unit_path').notNull(),
  className: text('class_name').notNull(),
  kind: text('kind').$type<AccountKind>().notNull(),
  /** The account's name: a personal number, so sealed; or the generated code. */
  accountEnc: bytea('account_enc').notNull(),
  accountKey: bytea('account_key').notNull().unique(),
  handedOverAt: instant('handed_over_at'),
  /** When a temporary code was replaced by the real number. */
  mergedAt: instant('merged_at'),
  version: integer('version').notNull().default(1),
  createdAt: createdAt(),
}, (table) => [index('exam_accounts_unit').on(table.unitPath.op('text_pattern_ops'), table.className)]);

/** Independent candidates (thí sinh tự do): received by the district, who tells them what to bring. */
export const candidates = pgTable('candidates', {
  id: id(),
  unitId: uuid('unit_id').notNull().references(() => units.id),
  unitPath: text('unit_path').notNull(),
  fullName: text('full_name').notNull(),
  folded: text('folded').notNull(),
  birthDate: date('birth_date').notNull(),
  phone: text('phone').notNull(),
  numberEnc: bytea('number_enc'),
  numberKey: bytea('number_key'),
  state: text('state').$type<CandidateState>().notNull(),
  /** Papers brought, of those the officer ticked. */
  papers: jsonb('papers').$type<string[]>().notNull().default([]),
  note: text('note'),
  madeBy: uuid('made_by').notNull(),
  version: integer('version').notNull().default(1),
  createdAt: createdAt(),
}, (table) => [index('candidates_unit').on(table.unitPath.op('text_pattern_ops'), table.state)]);

/** Priority, bonus, exemption: a paper per pupil and kind, reviewed by the school with the pupil, then by the Sở. */
export const evidence = pgTable('evidence', {
  id: id(),
  pupilId: uuid('pupil_id').notNull().references(() => pupils.id),
  schoolPath: text('school_path').notNull(),
  className: text('class_name').notNull(),
  kind: text('kind').$type<EvidenceKind>().notNull(),
  title: text('title').notNull(),
  state: text('state').$type<EvidenceState>().notNull(),
  fileId: uuid('file_id').references(() => files.id),
  /** By when the paper is to come. */
  dueOn: date('due_on'),
  reason: text('reason'),
  decidedBy: uuid('decided_by'),
  version: integer('version').notNull().default(1),
  createdAt: createdAt(),
}, (table) => [unique('evidence_once').on(table.pupilId, table.kind, table.title), index('evidence_school').on(table.schoolPath.op('text_pattern_ops'), table.state)]);

/** The registration slip of each grade-12 pupil on its way to a signed copy kept at the school. */
export const registrationSlips = pgTable('registration_slips', {
  id: id(),
  pupilId: uuid('pupil_id').notNull().unique().references(() => pupils.id),
  schoolPath: text('school_path').notNull(),
  className: text('class_name').notNull(),
  state: text('state').$type<RegistrationState>().notNull(),
  /** How often it was printed, and the pupil's version that the last print shows. */
  prints: integer('prints').notNull().default(0),
  printedVersion: integer('printed_version'),
  correction: text('correction'),
  signedAt: instant('signed_at'),
  keptAt: instant('kept_at'),
  version: integer('version').notNull().default(1),
  createdAt: createdAt(),
}, (table) => [index('registration_slips_school').on(table.schoolPath.op('text_pattern_ops'), table.className, table.state)]);
