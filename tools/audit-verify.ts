import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { verifyAudit } from '../db/audit-verify.ts';
import type { AuditReport } from '../db/audit-verify.ts';
import { readWitness } from '../db/audit-witness.ts';
import { createDb, createPool } from '../db/client.ts';
import { startPostgres } from './postgres.ts';
import { Sentence, runMain } from './sentence.ts';

const usage = 'npm run audit:verify -- [--data .mua] [--public-key FILE] [--witness FILE]';

type Options = { data: string; publicKey: string | undefined; witness: string | undefined };

/**
 * `npm run audit:verify`: one line for each finding, then what was read; exit 1 when anything was found.
 * An outside verifier needs only the public key and a copy of heads.jsonl that the operator cannot touch.
 */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const key = await publicKeyOf(options);
  const witness = await readWitness(options.witness ?? join(options.data, 'audit', 'heads.jsonl'));
  const database = await openDatabase(options.data);
  const pool = createPool(database.url, 'mua_worker', 1);
  try {
    // One snapshot, so that work going on meanwhile is no finding.
    const report = await createDb(pool).transaction(
      async (tx) => await verifyAudit(tx, key, { witness }), { isolationLevel: 'repeatable read', accessMode: 'read only' },
    );
    for (const { kind, subject, detail } of report.findings) console.log(`${kind}: ${subject}: ${detail}`);
    console.log(closingLine(report, witness.length));
    if (report.findings.length > 0) process.exitCode = 1;
  } finally {
    await pool.end();
    await database.close();
  }
}

function readOptions(args: string[]): Options {
  try {
    const { values } = parseArgs({ args, options: { data: { type: 'string' }, 'public-key': { type: 'string' }, witness: { type: 'string' } } });
    return { data: resolve(values.data ?? process.env['MUA_DATA'] ?? '.mua'), publicKey: values['public-key'], witness: values.witness };
  } catch (failure) {
    throw new Sentence(`${failure instanceof Error ? failure.message.split('\n')[0] : String(failure)}: use ${usage}.`);
  }
}

async function publicKeyOf({ data, publicKey }: Options): Promise<KeyObject> {
  const file = publicKey ?? join(data, 'keys', 'audit.pem');
  const given = publicKey === undefined ? process.env['MUA_AUDIT_KEY'] : undefined;
  const pem = given || (await readFile(file, 'utf8').catch(() => {
    throw new Sentence(`There is no audit key at ${file}: name the data folder with --data, a public key with --public-key, or set MUA_AUDIT_KEY.`);
  }));
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Not a key at all: the same sentence.
  }
  throw new Sentence(`The audit key (${given ? 'MUA_AUDIT_KEY' : file}) is not an Ed25519 key in PEM: restore it from a backup.`);
}

/** DATABASE_URL, or the embedded database of the data folder: as it runs, else started for the while. */
async function openDatabase(data: string): Promise<{ url: string; close(): Promise<void> }> {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, close: async () => undefined };
  const dataDir = join(data, 'postgres');
  if (!(await stat(`${dataDir}.ready`).then(() => true, () => false))) {
    throw new Sentence(`There is no database in ${data}: start Mùa once with npm start, name its folder with --data, or set DATABASE_URL.`);
  }
  const [password, port] = await Promise.all(['password', 'port'].map((name) => readFile(`${dataDir}.${name}`, 'utf8').catch(() => '')));
  const url = `postgres://postgres:${password?.trim()}@127.0.0.1:${port?.trim()}/mua`;
  if (port?.trim() && (await answers(url))) return { url, close: async () => undefined };
  const started = await startPostgres({ dataDir });
  return { url: started.url, close: started.stop };
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  return await client.connect().then(async () => {
    await client.end();
    return true;
  }, () => false);
}

function closingLine({ findings, entries, unsealed, heads, root }: AuditReport, witnessed: number): string {
  const read = `${entries} entries, ${heads} signed heads (${witnessed} witnessed), root ${root.toString('hex')}${unsealed > 0 ? `, ${unsealed} waiting to be sealed` : ''}`;
  return findings.length === 0 ? `The audit log is whole: ${read}.` : `${findings.length} findings in ${read}.`;
}

await runMain(main);
