import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../test/support/database.ts';
import type { TestDatabase } from '../test/support/database.ts';
import { buildSmallProvince } from '../test/support/small-province.ts';
import type { SmallProvince } from '../test/support/small-province.ts';
import { withActor, withSystem } from './actor.ts';
import { isSignedBy, readAuditKey } from './audit-head.ts';
import { headsAfter, latestHead } from './audit-nodes.ts';
import { consistencyProof, inclusionProof } from './audit-proof.ts';
import { sealAudit } from './audit-seal.ts';
import { startSealer } from './audit-sealer.ts';
import { verifyAudit } from './audit-verify.ts';
import { readWitness, witnessHeads } from './audit-witness.ts';
import { recordAudit, recordAudits } from './audit.ts';
import { isConsistent, isIncluded } from './merkle.ts';

const pair = generateKeyPairSync('ed25519');
const key = readAuditKey(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
const now = Date.UTC(2023, 3, 3, 5);
let database: TestDatabase;
let province: SmallProvince;
beforeAll(async () => {
  database = await createTestDatabase();
  province = await buildSmallProvince(database.url);
});
afterAll(async () => {
  await province.close();
  await database.drop();
});

const entry = (n: number) => ({
  at: now + n, actorId: null, actingFor: null, action: 'task.open', subjectType: 'step', subjectId: `step-${n}`, unitPath: 'SO/', details: { n, note: 'Đã mở' },
});
const add = (count: number, from = 0) => withSystem(province.worker, (tx) => recordAudits(tx, Array.from({ length: count }, (_, at) => entry(from + at))));

test('entries are sealed in order, each proves itself, each head is a prefix of the next', async () => {
  expect(await sealAudit(province.worker, key, { now })).toBeNull();
  for (const count of [1, 1, 2, 5, 100, 23]) {
    await add(count);
    const sealed = await sealAudit(province.worker, key, { now });
    expect(sealed?.sealed).toBe(count);
    expect(sealed && isSignedBy(createPublicKey(key), sealed.head)).toBe(true);
  }
  const heads = await headsAfter(province.worker, 0);
  const head = await latestHead(province.worker);
  expect(heads.map((one) => one.size)).toEqual([1, 2, 4, 9, 109, 132]);
  const { rows } = await province.worker.execute<{ id: string; leaf_index: string }>(sql`select id, leaf_index from audit_entries order by id`);
  for (const [at, row] of rows.entries()) {
    expect(Number(row.leaf_index)).toBe(at);
    const proof = await inclusionProof(province.worker, Number(row.id));
    expect(proof && head && isIncluded(proof.leafHash, proof.leafIndex, head.size, proof.path, head.root)).toBe(true);
  }
  for (const [at, from] of heads.entries()) {
    for (const to of heads.slice(at)) {
      expect(isConsistent(from.size, to.size, from.root, to.root, await consistencyProof(province.worker, from.size, to.size))).toBe(true);
    }
  }
  expect(await inclusionProof(province.worker, 999_999)).toBeNull();
});

test('an entry that commits late comes after those sealed before it', async () => {
  const size = (await latestHead(province.worker))?.size ?? 0;
  await withSystem(province.worker, async (slow) => {
    await recordAudit(slow, entry(900));
    await add(1, 901);
    await sealAudit(province.worker, key, { now });
  });
  await sealAudit(province.worker, key, { now });
  const { rows } = await province.worker.execute<{ subject_id: string }>(sql`select subject_id from audit_entries where leaf_index >= ${size} order by leaf_index`);
  expect(rows.map((row) => row.subject_id)).toEqual(['step-901', 'step-900']);
});

test('two sealers at once seal each entry once; the sealer writes every head to the witness file, also after a crash', async () => {
  await add(50, 1_000);
  const done = await Promise.all([sealAudit(province.worker, key, { now }), sealAudit(province.worker, key, { now, limit: 30 })]);
  expect(done.reduce((sum, one) => sum + (one?.sealed ?? 0), 0)).toBeGreaterThanOrEqual(50 - 20);
  const folder = await mkdtemp(join(tmpdir(), 'mua-witness-'));
  const file = join(folder, 'audit', 'heads.jsonl');
  try {
    const failures: unknown[] = [];
    const sealers = [1, 2].map(() => startSealer(province.worker, key, { witnessFile: file, everyMs: 20, onFailure: (failure) => failures.push(failure) }));
    await add(7, 2_000);
    await expect.poll(async () => (await readWitness(file)).at(-1)?.size).toBe((await rowsOf('audit_entries')));
    await Promise.all(sealers.map((one) => one.stop()));
    expect(failures).toEqual([]);
    // A crash cut the last line short: the head is written again, the stump is skipped.
    await truncate(file, (await readFile(file)).length - 40);
    const kept = (await readWitness(file)).at(-1)?.size ?? 0;
    await witnessHeads(province.worker, file, kept);
    expect((await readWitness(file)).at(-1)?.size).toBe(await rowsOf('audit_entries'));
    const report = await verifyAudit(province.worker, createPublicKey(key), { witness: await readWitness(file) });
    expect(report.findings.filter((one) => !one.kind.startsWith('row-'))).toEqual([]);
    expect(report.entries).toBe(await rowsOf('audit_entries'));
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function rowsOf(table: string): Promise<number> {
  const { rows: [row] } = await province.worker.execute<{ n: number }>(sql`select count(*)::int as n from ${sql.identifier(table)}`);
  return row?.n ?? 0;
}

test('the API writes entries it may not seal; who may read the audit proves an entry', async () => {
  const clerk = { kind: 'staff', actor: province.actor('S0001', 'clerk') } as const;
  await withActor(province.api, clerk, (tx) => recordAudit(tx, entry(3_000)));
  const seen = await withActor(province.api, clerk, (tx) => tx.execute(sql`select 1 from audit_entries`));
  expect(seen.rowCount).toBe(0);
  await sealAudit(province.worker, key, { now });
  const admin = { kind: 'staff', actor: province.actor('SO', 'admin') } as const;
  const proof = await withActor(province.api, admin, (tx) => inclusionProof(tx, 1));
  expect(proof && isIncluded(proof.leafHash, proof.leafIndex, proof.head.size, proof.path, proof.head.root)).toBe(true);
  await expect(sealAudit(province.api, key, { now })).resolves.toBeNull();
});

test('an entry is changed by nobody: the sealer gives it a place once, and only that', async () => {
  await add(1, 4_000);
  const refusals = [
    `update audit_entries set details = '{}'`,
    `update audit_entries set leaf_index = 9000, leaf_hash = '\\x00', action = 'other' where leaf_index is null`,
    `update audit_entries set leaf_index = 9000 where leaf_index is null`,
    `update audit_entries set leaf_index = leaf_index + 9000 where leaf_index is not null`,
    `update audit_entries set leaf_index = null, leaf_hash = null where leaf_index = 1`,
  ];
  for (const statement of refusals) await expect(province.superuser.query(statement), statement).rejects.toThrow('history is only added to');
  await expect(withSystem(province.worker, (tx) => tx.execute(sql`update audit_entries set leaf_index = leaf_index + 9000`))).rejects.toThrow();
  expect((await sealAudit(province.worker, key, { now }))?.sealed).toBe(1);
});
