import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { createDb, createPool } from '../../db/client.ts';
import type { Db } from '../../db/client.ts';
import { confirmations, disputes, parentLinks, pupilHistory, pupils } from '../../db/schema/families.ts';
import { notices } from '../../db/schema/notices.ts';
import { staff, units } from '../../db/schema/people.ts';
import { directives, files, seasonChanges, seasons, steps } from '../../db/schema/seasons.ts';
import { taskEvents, taskFiles, tasks } from '../../db/schema/tasks.ts';
import type { Actor, Role, Standing } from '../../domain/policy.ts';
import { fold, nameSortKey } from '../../domain/text.ts';
import type { Tier } from '../../domain/tier.ts';
import { planByKey } from '../../plans/index-of-plans.ts';

const noon = Date.UTC(2023, 3, 3, 5);

const unitsOf: readonly { code: string; tier: Tier; path: string }[] = [
  { code: 'SO', tier: 'province', path: 'SO/' },
  { code: 'D01', tier: 'district', path: 'SO/D01/' },
  { code: 'D02', tier: 'district', path: 'SO/D02/' },
  { code: 'S0001', tier: 'school', path: 'SO/D01/S0001/' },
  { code: 'S0002', tier: 'school', path: 'SO/D01/S0002/' },
  { code: 'S0003', tier: 'school', path: 'SO/D02/S0003/' },
  // Its path begins with the letters of another's: a prefix that is no subtree.
  { code: 'S00', tier: 'school', path: 'SO/D01/S00/' },
];
const classes = ['5A', '5B'];

export type SmallProvince = {
  url: string;
  /** Under row security. */
  api: Db;
  worker: Db;
  /** Superuser: sees and may do everything, as an attacker with SQL would. */
  superuser: Pool;
  seasonId: string;
  actor(unitCode: string, role: Role, className?: string | null): Actor;
  standing(unitCode: string, role: Role, className?: string | null): Standing;
  pupilOf(unitCode: string, className: string): { pupilId: string; confirmationId: string; disputeId: string };
  taskOf(unitCode: string): string;
  unitId(unitCode: string): string;
  paths: readonly string[];
  close(): Promise<void>;
};

/**
 * Seven units (`unitsOf`), every role in each, one task a unit with event, file and notice; two classes of one
 * pupil a school, each with a disputed confirmation. Enough that every rule has something to show and to hide.
 */
export async function buildSmallProvince(url: string): Promise<SmallProvince> {
  const pools = [createPool(url, 'mua_api', 4), createPool(url, 'mua_worker', 2), new Pool({ connectionString: url, max: 2 })] as const;
  const [apiPool, workerPool, superuser] = pools;
  superuser.on('error', () => undefined);
  const db = createDb(workerPool);
  const unitIds = new Map(unitsOf.map((unit) => [unit.code, randomUUID()]));
  const unitId = (code: string) => unitIds.get(code) ?? '';
  await db.insert(units).values(unitsOf.map((unit) => ({
    ...unit, id: unitId(unit.code), name: `Đơn vị ${unit.code}`, folded: `don vi ${unit.code.toLowerCase()}`, levels: [], parentId: null,
  })));
  const staffIds = new Map<string, string>();
  const roles = ['admin', 'leader', 'officer', 'operator', 'principal', 'clerk', 'homeroom-teacher'] as const;
  await db.insert(staff).values(unitsOf.flatMap((unit) => roles.map((role) => {
    const id = randomUUID();
    staffIds.set(`${unit.code}:${role}`, id);
    return { id, username: `${unit.code}-${role}`, name: 'Lê Vân', folded: 'le van', email: `${unit.code}-${role}@mua.test`, unitId: unitId(unit.code), role };
  })));
  const staffId = (code: string, role: Role) => staffIds.get(`${code}:${role}`) ?? '';
  const seasonId = randomUUID();
  const plan = planByKey('hp-2023');
  if (!plan) throw new Error('no plan hp-2023');
  await db.insert(seasons).values({
    id: seasonId, code: 'hp-2023', title: 'HP 2023', planKey: 'hp-2023', plan, year: 2023, clock: { mode: 'live' }, rehearsal: false,
    state: 'draft', preparedBy: staffId('SO', 'officer'), preparedFor: staffId('SO', 'officer'),
  });
  const window = { plannedOpensAt: noon, plannedClosesAt: noon, opensAt: noon, closesAt: noon, lapsesAt: noon };
  await db.insert(steps).values({ seasonId, key: 'confirm', number: 4, titleVi: 'Xác nhận', titleEn: 'Confirm', phase: 'open', ...window });
  const directiveId = randomUUID();
  await db.insert(directives).values({ id: directiveId, number: '1/QĐ', signedOn: '2023-04-01', signer: 'A', title: 'Gia hạn', folded: 'gia han', createdBy: staffId('SO', 'admin') });
  await db.insert(seasonChanges).values({ seasonId, kind: 'extend', before: {}, after: {}, directiveId, madeBy: staffId('SO', 'admin') });

  const taskIds = new Map<string, string>();
  for (const unit of unitsOf) {
    const id = randomUUID();
    const fileId = randomUUID();
    taskIds.set(unit.code, id);
    await db.insert(tasks).values({
      id, seasonId, stepKey: 'confirm', dutyKey: 'report', kind: 'report', titleVi: 'Báo cáo', titleEn: 'Report', folded: 'bao cao', unitId: unitId(unit.code),
      unitPath: unit.path, holderUnitId: unitId(unit.code), state: 'open', dueAt: noon, openedAt: noon, workflowId: `duty/hp-2023/confirm/${unit.code}`,
    });
    await db.insert(taskEvents).values({ taskId: id, action: 'open', toState: 'open', at: noon });
    await db.insert(files).values({ id: fileId, sha256: '00', name: 'a.pdf', mediaType: 'application/pdf', size: 1, unitPath: unit.path, uploadedBy: staffId(unit.code, 'clerk') });
    await db.insert(taskFiles).values({ taskId: id, fileId });
    await db.insert(notices).values({
      seasonId, taskId: id, template: 'task-opened', channel: 'email', dedupeKey: `open:${unit.code}`, recipientKind: 'staff', recipientId: staffId(unit.code, 'clerk'),
      address: 'x@mua.test', unitPath: unit.path, data: {}, rehearsal: false, state: 'queued', messageId: `<${id}>`, notBefore: noon,
    });
  }
  const families = new Map<string, { pupilId: string; confirmationId: string; disputeId: string }>();
  for (const school of unitsOf.filter((unit) => unit.tier === 'school')) {
    for (const className of classes) {
      const [pupilId, confirmationId, disputeId] = [randomUUID(), randomUUID(), randomUUID()];
      families.set(`${school.code}:${className}`, { pupilId, confirmationId, disputeId });
      const name = 'Đỗ Thị Hường';
      await db.insert(pupils).values({
        id: pupilId, code: `${school.code}-${className}`, fullName: name, folded: fold(name), sortKey: nameSortKey(name), birthDate: '2012-02-29', sex: 'female',
        ethnicity: 'Kinh', birthPlace: 'Hải Phòng', permanentAddress: 'x', currentAddress: 'x', guardianName: 'x', guardianPhone: '0', schoolId: unitId(school.code),
        schoolPath: school.path, className, cohort: 'grade-5',
      });
      const place = { schoolPath: school.path, className, seasonId, pupilId };
      await db.insert(confirmations).values({ id: confirmationId, ...place, stepKey: 'confirm', state: 'disputed', reference: `XN-${school.code}-${className}` });
      await db.insert(disputes).values({ id: disputeId, ...place, confirmationId, fields: [], state: 'open', openedAt: noon, dueAt: noon });
      await db.insert(parentLinks).values({ confirmationId, tokenHash: Buffer.from(confirmationId), expiresAt: noon });
      await db.insert(pupilHistory).values({ pupilId, schoolPath: school.path, field: 'fullName', before: 'a', after: 'b', madeBy: staffId(school.code, 'clerk') });
    }
  }

  const standing = (unitCode: string, role: Role, className: string | null = null): Standing => {
    const unit = unitsOf.find((one) => one.code === unitCode);
    if (!unit) throw new Error(`no unit ${unitCode}`);
    return { staffId: staffId(unitCode, role), tier: unit.tier, role, unitId: unitId(unitCode), unitPath: unit.path, className };
  };
  const found = <T>(map: Map<string, T>, key: string): T => {
    const value = map.get(key);
    if (value === undefined) throw new Error(`nothing at ${key}`);
    return value;
  };
  return {
    url, api: createDb(apiPool), worker: db, superuser, seasonId, standing, unitId,
    actor: (unitCode, role, className) => ({ own: standing(unitCode, role, className), delegated: [] }),
    pupilOf: (unitCode, className) => found(families, `${unitCode}:${className}`),
    taskOf: (unitCode) => found(taskIds, unitCode),
    paths: unitsOf.map((unit) => unit.path),
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
    },
  };
}
