import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inArray, sql } from 'drizzle-orm';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { createDb } from '../../db/client.ts';
import { pupils } from '../../db/schema/families.ts';
import type { Secrets } from '../../db/secret.ts';
import { fold, nameSortKey } from '../../domain/text.ts';

export type SheetValues = Readonly<Record<string, string>>;
export type SchoolsByCode = ReadonlyMap<string, { id: string; path: string }>;
/** The same rows, sealed and folded as the table wants them: what any import must do. */
export type Records = AsyncIterable<PupilRecord>;
type PupilRecord = ReturnType<typeof recordOf>;

export function recordOf(values: SheetValues, schools: SchoolsByCode, secrets: Secrets) {
  const school = schools.get(values['schoolCode'] ?? '');
  if (!school) throw new Error('a row without a school');
  const text = (key: string): string => values[key] ?? '';
  const number = text('personalNumber');
  return {
    id: randomUUID(), code: text('code'), fullName: text('fullName'), folded: fold(text('fullName')), sortKey: nameSortKey(text('fullName')), birthDate: text('birthDate'), sex: text('sex') === 'male' ? ('male' as const) : ('female' as const),
    ethnicity: text('ethnicity'), birthPlace: text('birthPlace'), personalNumberEnc: number === '' ? null : secrets.seal(number), personalNumberKey: number === '' ? null : secrets.index(number),
    permanentAddress: text('permanentAddress'), currentAddress: text('currentAddress'), guardianName: text('guardianName'), guardianPhone: text('guardianPhone'), guardianEmail: text('guardianEmail') || null,
    schoolId: school.id, schoolPath: school.path, className: text('className'), cohort: 'grade-5', residence: 'unclear' as const,
  };
}

const copied = 'id, code, full_name, folded, sort_key, birth_date, sex, ethnicity, birth_place, personal_number_enc, personal_number_key, permanent_address, current_address, guardian_name, guardian_phone, guardian_email, school_id, school_path, class_name, cohort, residence';
const cell = (value: string | Buffer | null): string => (value === null ? '\\N' : Buffer.isBuffer(value) ? `\\\\x${value.toString('hex')}` : value.replace(/[\\\t\n\r]/g, (found) => `\\${found}`));

async function* linesOf(records: Records): AsyncGenerator<string> {
  let lines = '';
  for await (const record of records) {
    lines += `${Object.values(record).map(cell).join('\t')}\n`;
    if (lines.length > 65_536) {
      yield lines;
      lines = '';
    }
  }
  yield lines;
}

/** The ceiling: one COPY of the bare rows. No dry run, nothing compared, no trace, no way back. */
export async function copyBare(pool: Pool, records: Records): Promise<void> {
  const client = await pool.connect();
  try {
    await pipeline(Readable.from(linesOf(records)), client.query(copyFrom(`copy pupils (${copied}) from stdin`)));
  } finally {
    client.release();
  }
}

const batchRows = 1_000;

/** As one writes it with Drizzle: look up the batch by code, then insert or update it, a transaction each. No dry run, no way back either. */
export async function upsertByDrizzle(pool: Pool, records: Records): Promise<void> {
  const db = createDb(pool);
  const write = async (batch: readonly PupilRecord[]): Promise<void> => {
    await db.transaction(async (tx) => {
      const known = await tx.select({ code: pupils.code, version: pupils.version }).from(pupils).where(inArray(pupils.code, batch.map((one) => one.code)));
      if (known.length > batch.length) throw new Error('more known than asked');
      await tx.insert(pupils).values([...batch]).onConflictDoUpdate({ target: pupils.code, set: changes });
    });
  };
  let batch: PupilRecord[] = [];
  for await (const record of records) {
    batch.push(record);
    if (batch.length === batchRows) await write(batch.splice(0));
  }
  if (batch.length > 0) await write(batch);
}

const changes = {
  fullName: sql`excluded.full_name`, folded: sql`excluded.folded`, sortKey: sql`excluded.sort_key`, birthDate: sql`excluded.birth_date`, sex: sql`excluded.sex`, ethnicity: sql`excluded.ethnicity`, birthPlace: sql`excluded.birth_place`,
  personalNumberEnc: sql`excluded.personal_number_enc`, personalNumberKey: sql`excluded.personal_number_key`, permanentAddress: sql`excluded.permanent_address`, currentAddress: sql`excluded.current_address`,
  guardianName: sql`excluded.guardian_name`, guardianPhone: sql`excluded.guardian_phone`, guardianEmail: sql`excluded.guardian_email`, className: sql`excluded.class_name`, version: sql`${pupils.version} + 1`,
};
