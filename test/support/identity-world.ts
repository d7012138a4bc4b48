import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createDb, createPool } from '../../db/client.ts';
import { createSecrets } from '../../db/secret.ts';
import type { ActivityDeps } from '../../activities/create-activities.ts';
import { askPopulation } from '../../activities/identity-activities.ts';
import type { BatchTurn } from '../../activities/contracts/identity.ts';
import { fold, nameSortKey } from '../../domain/text.ts';
import { startPopulationSimulator } from '../../tools/population-simulator.ts';
import type { Citizen, PopulationSimulator, SimulatorOptions } from '../../tools/population-simulator.ts';
import { createApiWorld, masterKey } from './api-world.ts';
import type { ApiWorld } from './api-world.ts';

export type IdentityPupil = Citizen & { id: string };
export type IdentityWorld = {
  api: ApiWorld;
  deps: ActivityDeps;
  simulator: PopulationSimulator;
  pupils: readonly IdentityPupil[];
  /** One turn of a batch, as the worker takes it. */
  turn(batchId: string): Promise<BatchTurn>;
  rows<T>(statement: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
};

const givenNames = ['Anh', 'Bình', 'Chi', 'Dũng', 'Hường', 'Hoà', 'Khánh', 'Linh', 'Thuỷ', 'Ý'];
const schools = ['S0101', 'S0102', 'S0201'] as const;

/** The province of the API's tests with `count` pupils of grade 12, one in a hundred without a number, and a simulator that knows them. */
export async function createIdentityWorld(count: number, options: Partial<SimulatorOptions> = {}): Promise<IdentityWorld> {
  const simulatorOptions: { citizens: readonly Citizen[] } = { citizens: [] };
  const simulator = await startPopulationSimulator({ seed: 1, perMille: 0, ...options, citizens: async () => simulatorOptions.citizens });
  const api = await createApiWorld();
  Object.assign(api.deps.config, { asksPopulation: true });
  await mkdir(api.deps.config.dataDir, { recursive: true });
  const pupils = await addPupils(api, count);
  simulatorOptions.citizens = pupils.filter((one) => one.number !== '');
  const pool = createPool(api.deps.config.databaseUrl, 'mua_worker', 4);
  const deps: ActivityDeps = { db: createDb(pool), secrets: createSecrets(masterKey), realNow: Date.now, dataDir: api.deps.config.dataDir, populationUrl: simulator.url };
  return {
    api, deps, simulator, pupils,
    turn: (batchId) => askPopulation(deps, batchId, () => undefined),
    rows: async <T>(statement: string, values: unknown[] = []) => (await api.sql.query(statement, values)).rows as T[],
    close: async () => {
      await pool.end();
      await Promise.all([api.close(), simulator.stop()]);
    },
  };
}

async function addPupils(api: ApiWorld, count: number): Promise<IdentityPupil[]> {
  const secrets = createSecrets(masterKey);
  const pupils: IdentityPupil[] = Array.from({ length: count }, (_, at) => {
    const sex = at % 2 === 0 ? 'male' : 'female';
    return {
      id: randomUUID(), fullName: `Nguyễn ${sex === 'male' ? 'Văn' : 'Thị'} ${givenNames[at % givenNames.length] ?? ''}`, birthDate: `2005-0${1 + (at % 9)}-1${at % 10}`, sex,
      address: `Số ${at + 1} Lạch Tray, Hải Phòng`, number: at % 100 === 99 ? '' : `0312${sex === 'male' ? '0' : '1'}5${String(at).padStart(6, '0')}`,
    };
  });
  const rows = pupils.map((one, at) => {
    const unit = api.units[schools[at % schools.length] ?? 'S0101'];
    return {
      ...one, code: `HS${String(at).padStart(8, '0')}`, folded: fold(one.fullName), sort: nameSortKey(one.fullName), school: unit?.id, path: unit?.path, cls: `12A${1 + (at % 2)}`,
      enc: one.number === '' ? null : secrets.seal(one.number).toString('hex'), key: one.number === '' ? null : secrets.index(one.number).toString('hex'),
    };
  });
  for (let from = 0; from < rows.length; from += 5_000) {
    await api.sql.query(
      `insert into pupils (id, code, full_name, folded, sort_key, birth_date, sex, ethnicity, birth_place, personal_number_enc, personal_number_key, permanent_address, current_address,
         guardian_name, guardian_phone, school_id, school_path, class_name, cohort)
       select id, code, "fullName", folded, sort, "birthDate", sex, 'Kinh', 'Hải Phòng', decode(enc, 'hex'), decode(key, 'hex'), address, address, 'Đỗ Văn Nam', '0912345678', school, path, cls, 'grade-12'
       from jsonb_to_recordset($1::jsonb) as r(id uuid, code text, "fullName" text, folded text, sort text, "birthDate" date, sex text, enc text, key text, address text, school uuid, path text, cls text)`,
      [JSON.stringify(rows.slice(from, from + 5_000))]);
  }
  return pupils;
}
