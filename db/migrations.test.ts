import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { expect, test } from 'vitest';
import * as families from './schema/families.ts';
import * as identity from './schema/identity.ts';
import * as imports from './schema/imports.ts';
import * as notices from './schema/notices.ts';
import * as people from './schema/people.ts';
import * as places from './schema/places.ts';
import * as reviews from './schema/reviews.ts';
import * as seasons from './schema/seasons.ts';
import * as tasks from './schema/tasks.ts';
import * as zones from './schema/zones.ts';

const folder = fileURLToPath(new URL('./migrations/meta', import.meta.url));
const read = (name: string): unknown => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));

test('the migrations make what db/schema says: else run npx drizzle-kit generate --name <what-changed>', async () => {
  const { entries } = read('_journal.json') as { entries: { idx: number }[] };
  const last = read(`${String(entries.at(-1)?.idx).padStart(4, '0')}_snapshot.json`) as ReturnType<typeof generateDrizzleJson>;
  const now = generateDrizzleJson({ ...families, ...identity, ...imports, ...notices, ...people, ...places, ...reviews, ...seasons, ...tasks, ...zones }, last.id);
  expect(await generateMigration(last, now)).toEqual([]);
});
