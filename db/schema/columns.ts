import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Instant } from '../../domain/instant.ts';

export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** timestamptz in Postgres, epoch milliseconds in code. */
export const instant = customType<{ data: Instant; driverData: string | Date }>({
  dataType: () => 'timestamptz(3)',
  toDriver: (value) => new Date(value).toISOString(),
  fromDriver: (value) => new Date(value).getTime(),
});

export const id = () => uuid('id').primaryKey().defaultRandom();
/** Real time, set by the database. */
export const createdAt = () => timestamp('created_at', { withTimezone: true, precision: 3 }).notNull().defaultNow();
