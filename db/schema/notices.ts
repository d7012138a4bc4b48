import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, createdAt, id, instant } from './columns.ts';
import type { NoticeData, NoticeTemplate } from '../../domain/notice.ts';

export const noticeStates = ['queued', 'sending', 'sent', 'unknown', 'failed'] as const;
export type NoticeState = (typeof noticeStates)[number];

/** queued → sending → sent | unknown | failed (permanent). `unknown` goes to a person; never exactly-once. */
export const notices = pgTable(
  'notices',
  {
    id: id(),
    seasonId: uuid('season_id'),
    taskId: uuid('task_id'),
    template: text('template').$type<NoticeTemplate>().notNull(),
    channel: text('channel').$type<'email' | 'sms'>().notNull(),
    /** Same key = same notice: repeats of an activity queue nothing new. */
    dedupeKey: text('dedupe_key').notNull().unique(),
    recipientKind: text('recipient_kind').$type<'staff' | 'parent'>().notNull(),
    recipientId: uuid('recipient_id').notNull(),
    /** Resolved at queue time; wiped with the season's personal data. */
    address: text('address').notNull(),
    unitPath: text('unit_path').notNull(),
    data: jsonb('data').$type<NoticeData>().notNull(),
    /** From the season: such a notice can only leave by the rehearsal transport. */
    rehearsal: boolean('rehearsal').notNull(),
    state: text('state').$type<NoticeState>().notNull(),
    /** Deterministic from the id. */
    messageId: text('message_id').notNull(),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    /** Real instants. */
    notBefore: instant('not_before').notNull(),
    claimedAt: instant('claimed_at'),
    sentAt: instant('sent_at'),
    createdAt: createdAt(),
  },
  (table) => [index('notices_queue').on(table.state, table.notBefore), index('notices_season').on(table.seasonId, table.state), index('notices_path').on(table.unitPath.op('text_pattern_ops'))],
);

/** What was decided. `leafIndex`/`leafHash` are set by the sealer within a second, in order; then immutable. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Real instant. */
    at: instant('at').notNull(),
    /** Null = the system. */
    actorId: uuid('actor_id'),
    actingFor: uuid('acting_for'),
    /** `task.accept`, `season.extend`, … */
    action: text('action').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    unitPath: text('unit_path'),
    details: jsonb('details').$type<Record<string, unknown>>().notNull(),
    salt: bytea('salt').notNull(),
    leafIndex: bigint('leaf_index', { mode: 'number' }).unique(),
    leafHash: bytea('leaf_hash'),
  },
  (table) => [
    index('audit_subject').on(table.subjectType, table.subjectId),
    index('audit_unsealed').on(table.id).where(sql`leaf_index is null`),
  ],
);

/** Signed tree heads (Ed25519 over size and root). */
export const auditHeads = pgTable('audit_heads', {
  size: bigint('size', { mode: 'number' }).primaryKey(),
  root: bytea('root').notNull(),
  signedAt: instant('signed_at').notNull(),
  keyId: text('key_id').notNull(),
  signature: bytea('signature').notNull(),
});

/**
 * Hashes of whole subtrees: level 1 holds pairs of leaves, level 2 pairs of those, and so on. A cache that
 * makes roots and proofs cheap; the verifier recomputes it from the entries and trusts none of it.
 */
export const auditNodes = pgTable(
  'audit_nodes',
  { level: smallint('level').notNull(), index: bigint('index', { mode: 'number' }).notNull(), hash: bytea('hash').notNull() },
  (table) => [primaryKey({ columns: [table.level, table.index] })],
);
