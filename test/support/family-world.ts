import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { createDb, createPool } from '../../db/client.ts';
import type { Db } from '../../db/client.ts';
import { openConfirmations } from '../../db/queries/confirmations.ts';
import type { FamilyStep, FamilyWork } from '../../db/queries/confirmations.ts';
import { linkPathOf } from '../../db/queries/parent-links.ts';
import { pupils } from '../../db/schema/families.ts';
import { staff, units } from '../../db/schema/people.ts';
import { seasons, steps } from '../../db/schema/seasons.ts';
import { createSecrets } from '../../db/secret.ts';
import type { Secrets } from '../../db/secret.ts';
import type { SeasonClock } from '../../domain/clock.ts';
import { instantAt, startOfDate } from '../../domain/instant.ts';
import type { Plan } from '../../domain/plan.ts';
import { fold, nameSortKey } from '../../domain/text.ts';
import { createTestDatabase } from './database.ts';

const names = ['Đỗ Thị Hường', 'Nguyễn Văn An', 'Phạm Ngọc Ánh', 'Trần Đức Bảo', 'Vũ Thuỳ Dương', 'Lê Hoàng Yến'];
const opensAt = startOfDate('2023-04-10');
const closesAt = startOfDate('2023-04-26');
const lapsesAt = startOfDate('2023-04-28');

export type FamilyWorld = {
  url: string;
  api: Db;
  apiPool: Pool;
  worker: Db;
  superuser: Pool;
  secrets: Secrets;
  step: FamilyStep;
  work: FamilyWork;
  seasonId: string;
  school: { id: string; path: string; clerkId: string; principalId: string; teacherId: string };
  /** Real and season time at once (a live clock); tests move it. */
  time: { now: number };
  /** Opens all confirmations; the link path of each pupil by code, from the notices alone. */
  open(): Promise<Map<string, string>>;
  rows<T extends object>(statement: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
};

/** One school with classes 5A and 5B, three pupils each, and a running season whose one step is HP-2023's step 4. */
export async function buildFamilyWorld(options: { rehearsal?: boolean; clock?: SeasonClock } = {}): Promise<FamilyWorld> {
  const database = await createTestDatabase();
  const apiPool = createPool(database.url, 'mua_api', 6);
  const workerPool = createPool(database.url, 'mua_worker', 4);
  const superuser = new Pool({ connectionString: database.url, max: 2 });
  superuser.on('error', () => undefined);
  const worker = createDb(workerPool);
  const secrets = createSecrets(Buffer.alloc(32, 7));
  const time = { now: instantAt('2023-04-12', 9) };
  const school = { id: randomUUID(), path: 'SO/D01/S0001/', clerkId: randomUUID(), principalId: randomUUID(), teacherId: randomUUID() };
  const soId = randomUUID();
  const districtId = randomUUID();
  const so = { code: 'SO', name: 'Sở GDĐT Hải Phòng', folded: 'so', tier: 'province' as const, path: 'SO/', levels: [] };
  await worker.insert(units).values([
    { id: soId, ...so },
    { id: districtId, code: 'D01', name: 'Phòng GDĐT Lê Chân', folded: 'phong', tier: 'district', path: 'SO/D01/', parentId: soId, levels: [] },
    {
      id: school.id,
      code: 'S0001',
      name: 'Trường Tiểu học Võ Thị Sáu',
      folded: 'truong',
      tier: 'school',
      path: school.path,
      parentId: districtId,
      levels: ['primary'],
      phone: '02253123456',
    },
  ]);
  const person = (id: string, role: 'clerk' | 'principal' | 'homeroom-teacher', className: string | null = null) => ({
    id,
    username: role,
    name: `Người ${role}`,
    folded: role,
    email: `${role}@truong.example.vn`,
    unitId: school.id,
    role,
    className,
  });
  await worker
    .insert(staff)
    .values([person(school.clerkId, 'clerk'), person(school.principalId, 'principal'), person(school.teacherId, 'homeroom-teacher', '5A')]);
  await worker.insert(pupils).values(
    names.map((name, index) => ({
      code: `HS000${index + 1}`,
      fullName: name,
      folded: fold(name),
      sortKey: nameSortKey(name),
      birthDate: `2012-0${index + 1}-15`,
      sex: index === 1 || index === 3 ? ('male' as const) : ('female' as const),
      ethnicity: 'Kinh',
      birthPlace: 'Hải Phòng',
      personalNumberEnc: secrets.seal(`03121200000${index}`),
      personalNumberKey: secrets.index(`03121200000${index}`),
      permanentAddress: 'Số 12, đường Tô Hiệu, quận Lê Chân',
      currentAddress: 'Số 12, đường Tô Hiệu, quận Lê Chân',
      guardianName: 'Đỗ Văn Hùng',
      guardianPhone: `091234567${index}`,
      guardianEmail: index === 5 ? null : `phuhuynh${index + 1}@example.vn`,
      schoolId: school.id,
      schoolPath: school.path,
      className: index < 3 ? '5A' : '5B',
      cohort: 'grade-5',
    })),
  );
  const seasonId = randomUUID();
  const duty = { key: 'collect-confirmations', kind: 'confirmation', scope: { kind: 'all' }, clause: 'HP-2023 bước 4' };
  // The part of a plan that families meet; complete plans are tested beside the plans.
  const plan = { key: 'hp-2023', levels: ['primary'], steps: [{ key: 'confirmation', duties: [duty] }] } as object as Plan;
  await worker.insert(seasons).values({
    id: seasonId,
    code: 'hp-2023',
    title: 'Tuyển sinh Hải Phòng 2023',
    planKey: 'hp-2023',
    plan,
    year: 2023,
    clock: options.clock ?? { mode: 'live' },
    rehearsal: options.rehearsal ?? false,
    state: 'running',
    preparedBy: school.clerkId,
    preparedFor: school.clerkId,
  });
  await worker.insert(steps).values({
    seasonId,
    key: 'confirmation',
    number: 4,
    titleVi: 'Xác nhận thông tin',
    titleEn: 'Confirm',
    phase: 'open',
    plannedOpensAt: opensAt,
    plannedClosesAt: closesAt,
    opensAt,
    closesAt,
    lapsesAt,
  });
  const work: FamilyWork = { db: worker, secrets, realNow: () => time.now };
  const step: FamilyStep = { seasonId, stepKey: 'confirmation', dutyKey: duty.key, at: time.now };
  const rows = async <T extends object>(statement: string, values: unknown[] = []) => (await superuser.query<T>(statement, values)).rows;
  return {
    url: database.url,
    api: createDb(apiPool),
    apiPool,
    worker,
    superuser,
    secrets,
    step,
    work,
    seasonId,
    school,
    time,
    rows,
    open: async () => {
      await openConfirmations(work, step);
      const sent = await rows<{ code: string; link: string }>(
        `select p.code, n.data->>'link' as link from notices n join pupils p on p.id = n.recipient_id where n.template = 'confirmation-link' and n.channel = 'sms'`,
      );
      return new Map(sent.map((row) => [row.code, linkPathOf(row.link, secrets)]));
    },
    close: async () => {
      await Promise.all([apiPool.end(), workerPool.end(), superuser.end()]);
      await database.drop();
    },
  };
}
