import { sql } from 'drizzle-orm';
import { createDb, createPool } from '../../db/client.ts';
import { createSecrets } from '../../db/secret.ts';
import type { Citizen } from '../population-simulator.ts';

type Row = { full_name: string; birth_date: string; sex: 'male' | 'female'; permanent_address: string; number: Buffer };

/** The demo's pupils as the population database knows them: everybody who has a number. */
export async function demoCitizens({ url, masterKey }: { url: string; masterKey: Buffer }): Promise<Citizen[]> {
  const secrets = createSecrets(masterKey);
  const pool = createPool(url, 'mua_worker', 1);
  try {
    const { rows } = await createDb(pool).execute<Row>(sql`
      select full_name, birth_date::text, sex, permanent_address, personal_number_enc as number from pupils where personal_number_enc is not null`);
    return rows.map((row) => ({ number: secrets.open(row.number), fullName: row.full_name, birthDate: row.birth_date, sex: row.sex, address: row.permanent_address }));
  } finally {
    await pool.end();
  }
}
