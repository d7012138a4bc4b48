import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';
import { pupils } from './families.ts';
import { units } from './people.ts';
import type { ClaimState, DuplicateKind, DuplicateState } from '../../domain/review.ts';

/** A pupil claimed by two schools (HP-2023 step 2). */
export const pupilClaims = pgTable(
  'pupil_claims',
  {
    id: id(),
    pupilId: uuid('pupil_id').notNull().references(() => pupils.id),
    /** Who has the pupil now, who claims. */
    holderPath: text('holder_path').notNull(),
    claimantId: uuid('claimant_id').notNull().references(() => units.id),
    claimantPath: text('claimant_path').notNull(),
    className: text('class_name').notNull(),
    state: text('state').$type<ClaimState>().notNull(),
    reason: text('reason').notNull(),
    decision: text('decision'),
    claimedBy: uuid('claimed_by').notNull(),
    decidedBy: uuid('decided_by'),
    /** Real instant. */
    decidedAt: instant('decided_at'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [index('pupil_claims_pupil').on(table.pupilId), index('pupil_claims_claimant').on(table.claimantPath.op('text_pattern_ops'), table.state), index('pupil_claims_holder').on(table.holderPath.op('text_pattern_ops'), table.state)],
);

/** Two records that may be one child, `pupilA` < `pupilB`; found by the machine, decided by a person. */
export const duplicates = pgTable(
  'duplicates',
  {
    id: id(),
    kind: text('kind').$type<DuplicateKind>().notNull(),
    pupilA: uuid('pupil_a').notNull().references(() => pupils.id),
    pupilB: uuid('pupil_b').notNull().references(() => pupils.id),
    pathA: text('path_a').notNull(),
    pathB: text('path_b').notNull(),
    /** The lowest unit above both: whoever stands there, or above, decides. */
    unitPath: text('unit_path').notNull(),
    state: text('state').$type<DuplicateState>().notNull(),
    /** The record that stays, when merged. */
    keptId: uuid('kept_id'),
    reason: text('reason'),
    /** Both records before the merge, for taking it back; personal numbers sealed. */
    snapshot: jsonb('snapshot').$type<Record<string, unknown> | null>(),
    decidedBy: uuid('decided_by'),
    decidedAt: instant('decided_at'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [unique('duplicates_once').on(table.pupilA, table.pupilB, table.kind), index('duplicates_unit').on(table.unitPath.op('text_pattern_ops'), table.state), index('duplicates_b').on(table.pupilB)],
);
