import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAudits } from '../db/audit.ts';
import { sealAudit } from '../db/audit-seal.ts';
import { witnessHeads } from '../db/audit-witness.ts';
import { withSystem } from '../db/actor.ts';
import { createTestDatabase } from '../test/support/database.ts';
import type { TestDatabase } from '../test/support/database.ts';
import { buildSmallProvince } from '../test/support/small-province.ts';
import type { SmallProvince } from '../test/support/small-province.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
let database: TestDatabase;
let province: SmallProvince;
let data: string;
beforeAll(async () => {
  database = await createTestDatabase();
  province = await buildSmallProvince(database.url);
  data = await mkdtemp(join(tmpdir(), 'mua-audit-'));
  const { privateKey } = generateKeyPairSync('ed25519');
  await mkdir(join(data, 'keys'));
  await writeFile(join(data, 'keys', 'audit.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { rows } = await province.superuser.query<{ id: string }>('select id from confirmations');
  await withSystem(province.worker, (tx) => recordAudits(tx, rows.map(({ id }) => ({
    at: 0, actorId: null, actingFor: null, action: 'confirmation.dispute', subjectType: 'confirmation', subjectId: id, unitPath: null, details: { after: { state: 'disputed', version: 1 } },
  }))));
  await sealAudit(province.worker, privateKey, { now: 0 });
  await witnessHeads(province.worker, join(data, 'audit', 'heads.jsonl'), 0);
});
afterAll(async () => {
  await province.close();
  await database.drop();
  await rm(data, { recursive: true });
});

async function verify(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const env = { ...process.env, DATABASE_URL: database.url, MUA_AUDIT_KEY: '' };
  return promisify(execFile)(process.execPath, ['--import', 'tsx', 'tools/audit-verify.ts', ...args], { cwd: root, env }).then(
    ({ stdout }) => ({ code: 0, lines: stdout.trim().split('\n') }),
    (failure: { code: number; stdout: string; stderr: string }) => ({ code: failure.code, lines: `${failure.stdout}${failure.stderr}`.trim().split('\n') }),
  );
}

test('a whole log ends with 0 and one line; a cut one with 1 and a line for each finding', async () => {
  const whole = await verify('--data', data);
  expect(whole.lines).toEqual([expect.stringMatching(/^The audit log is whole: 8 entries, 1 signed heads \(1 witnessed\), root [0-9a-f]{64}\.$/)]);
  expect(whole.code).toBe(0);
  await province.superuser.query(`begin; set local session_replication_role = replica; delete from audit_entries where leaf_index = 7; delete from audit_heads; commit`);
  const cut = await verify('--data', data);
  expect(cut.code).toBe(1);
  expect(cut.lines.some((line) => line.startsWith('log-cut: '))).toBe(true);
  expect(cut.lines.some((line) => line.startsWith('row-changed: confirmation '))).toBe(true);
});

test('what is missing is told in one sentence', async () => {
  const nothing = await verify('--data', join(data, 'nowhere'));
  expect(nothing).toEqual({ code: 1, lines: [expect.stringMatching(/^There is no audit key at .*: name the data folder/)] });
  expect((await verify('--wrong')).lines).toEqual([expect.stringMatching(/--wrong.*use npm run audit:verify/)]);
});
