import { bigint, boolean, date, index, integer, jsonb, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { bytea, createdAt, id, instant } from './columns.ts';
import type { Level, Tier } from '../../domain/tier.ts';
import type { Role } from '../../domain/policy.ts';

export const units = pgTable('units', {
  id: id(),
  code: text('code').notNull().unique(),
  name: text('name').notNull(),
  /** Lower case without accents, for search; see domain/text.ts. */
  folded: text('folded').notNull(),
  tier: text('tier').$type<Tier>().notNull(),
  path: text('path').notNull().unique(),
  parentId: uuid('parent_id'),
  levels: text('levels').array().$type<Level[]>().notNull(),
  ministryCode: text('ministry_code'),
  email: text('email'),
  phone: text('phone'),
  active: boolean('active').notNull().default(true),
  createdAt: createdAt(),
});

export const staff = pgTable(
  'staff',
  {
    id: id(),
    username: text('username').notNull().unique(),
    name: text('name').notNull(),
    folded: text('folded').notNull(),
    email: text('email').notNull(),
    phone: text('phone'),
    unitId: uuid('unit_id').notNull().references(() => units.id),
    role: text('role').$type<Role>().notNull(),
    /** Homeroom teachers: the class they look after. */
    className: text('class_name'),
    /** argon2id; null = signs in by OIDC only. */
    passwordHash: text('password_hash'),
    oidcSubject: text('oidc_subject').unique(),
    active: boolean('active').notNull().default(true),
    /** `vi` or `en`, `light` or `dark`, dense tables… */
    preferences: jsonb('preferences').$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (table) => [index('staff_unit').on(table.unitId)],
);

export const sessions = pgTable('sessions', {
  id: id(),
  /** SHA-256 of the cookie; the cookie itself is never stored. */
  tokenHash: bytea('token_hash').notNull().unique(),
  staffId: uuid('staff_id').notNull().references(() => staff.id),
  csrf: text('csrf').notNull(),
  createdAt: createdAt(),
  expiresAt: instant('expires_at').notNull(),
});

/** Dated, not cascading: only a person's own standing can be lent. Real instants. */
export const delegations = pgTable('delegations', {
  id: id(),
  fromStaffId: uuid('from_staff_id').notNull().references(() => staff.id),
  toStaffId: uuid('to_staff_id').notNull().references(() => staff.id),
  startsAt: instant('starts_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  reason: text('reason').notNull(),
  revokedAt: instant('revoked_at'),
  createdAt: createdAt(),
});

/** The Sở's editable calendar: holidays, swap days off, working Saturdays. */
export const holidays = pgTable('holidays', {
  date: date('date').primaryKey(),
  kind: text('kind').$type<'holiday' | 'swap-day-off' | 'working-day'>().notNull(),
  name: text('name').notNull(),
});

export const savedFilters = pgTable('saved_filters', {
  id: id(),
  staffId: uuid('staff_id').notNull().references(() => staff.id),
  resource: text('resource').notNull(),
  name: text('name').notNull(),
  filter: jsonb('filter').$type<Record<string, unknown>>().notNull(),
  createdAt: createdAt(),
});

/** Counters of rate-limiter-flexible (its own layout, `tableCreated: true`): sign-ins, guesses of links. Keys are hashed. */
export const rateLimits = pgTable('rate_limits', {
  key: varchar('key', { length: 255 }).primaryKey(),
  points: integer('points').notNull().default(0),
  expire: bigint('expire', { mode: 'number' }),
});
