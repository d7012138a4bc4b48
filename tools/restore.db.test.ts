import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { withSystem } from '../db/actor.ts';
import { readAuditKey } from '../db/audit-head.ts';
import { sealAudit } from '../db/audit-seal.ts';
import { witnessHeads } from '../db/audit-witness.ts';
import { recordAudits } from '../db/audit.ts';
import { createDb, createPool } from '../db/client.ts';
import { migrate } from '../db/migrate.ts';
import { ensureKeys } from './data-folder.ts';
import { startPostgres } from './postgres.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function verify(data: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'tools/audit-verify.ts', '--data', data], {
    cwd: root, env: { ...process.env, DATABASE_URL: '', MUA_AUDIT_KEY: '' },
  });
  return stdout.trim();
}

test('a copy of the stopped data folder is a backup: another place, the same entries and root (docs/backup.md)', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mua-restore-'));
  const [data, restored] = [join(folder, 'data'), join(folder, 'restored')];
  try {
    const postgres = await startPostgres({ dataDir: join(data, 'postgres'), ownServer: true, durable: false });
    await ensureKeys(data, '');
    await migrate(postgres.url);
    const pool = createPool(postgres.url, 'mua_worker', 1);
    const db = createDb(pool);
    const key = readAuditKey(await readFile(join(data, 'keys', 'audit.pem'), 'utf8'));
    for (const count of [10, 23]) {
      await withSystem(db, (tx) => recordAudits(tx, Array.from({ length: count }, (_, at) => ({
        at, actorId: null, actingFor: null, action: 'unit.edit', subjectType: 'unit', subjectId: String(at), unitPath: null, details: { at },
      }))));
      await sealAudit(db, key, { now: 0 });
    }
    await witnessHeads(db, join(data, 'audit', 'heads.jsonl'), 0);
    await pool.end();
    const running = await verify(data);
    await postgres.stop();
    await promisify(execFile)('cp', ['-a', data, restored]);
    await rm(data, { recursive: true });
    expect(await verify(restored)).toBe(running);
    expect(running).toMatch(/^The audit log is whole: 33 entries, 2 signed heads \(2 witnessed\)/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
