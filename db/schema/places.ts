import { bigserial, boolean, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id } from './columns.ts';
import { units } from './people.ts';
import { directives } from './seasons.ts';
import type { PlaceChangeKind, PlaceKind, PlaceScheme, PlaceState } from '../../domain/place.ts';

/** The catalogue: kept by the middle tier, proposed by schools (HP-2023 step 2, M1 and M2). */
export const places = pgTable(
  'places',
  {
    id: id(),
    /** Official code where there is one, else made from the parent's; unique for ever. */
    code: text('code').notNull().unique(),
    scheme: text('scheme').$type<PlaceScheme>().notNull(),
    kind: text('kind').$type<PlaceKind>().notNull(),
    name: text('name').notNull(),
    /** As compared: without accents, kind word, leading zeros; see domain/place-name.ts. */
    folded: text('folded').notNull(),
    parentId: uuid('parent_id'),
    /** Codes from the root, joined and ended by `/`: a subtree is a prefix. */
    path: text('path').notNull().unique(),
    /** The middle unit that keeps it; whose path is for row security. */
    unitId: uuid('unit_id').notNull().references(() => units.id),
    unitPath: text('unit_path').notNull(),
    state: text('state').$type<PlaceState>().notNull(),
    validFrom: date('valid_from').notNull(),
    /** First day on which it is no more. */
    validTo: date('valid_to'),
    /** The school that proposed it. */
    proposedBy: uuid('proposed_by').references(() => units.id),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [
    index('places_parent').on(table.parentId),
    index('places_path').on(table.path.op('text_pattern_ops')),
    index('places_unit').on(table.unitPath.op('text_pattern_ops'), table.state),
    index('places_name').on(table.folded),
  ],
);

/** What became of a place: one row for a rename or merge, several for a split; also old ward → new commune of the 2025 reform. */
export const placeSuccessors = pgTable(
  'place_successors',
  {
    fromId: uuid('from_id').notNull().references(() => places.id),
    toId: uuid('to_id').notNull().references(() => places.id),
    on: date('on').notNull(),
    /** False: only part of the old place went there, so each pupil needs a person's decision. */
    whole: boolean('whole').notNull(),
  },
  (table) => [primaryKey({ columns: [table.fromId, table.toId] }), index('place_successors_to').on(table.toId)],
);

/** History, newest last; only added to. */
export const placeChanges = pgTable(
  'place_changes',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    placeId: uuid('place_id').notNull().references(() => places.id),
    unitPath: text('unit_path').notNull(),
    kind: text('kind').$type<PlaceChangeKind>().notNull(),
    before: jsonb('before').$type<Record<string, unknown>>().notNull(),
    after: jsonb('after').$type<Record<string, unknown>>().notNull(),
    /** In force from. */
    on: date('on').notNull(),
    reason: text('reason'),
    directiveId: uuid('directive_id').references(() => directives.id),
    madeBy: uuid('made_by').notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('place_changes_place').on(table.placeId, table.id)],
);
