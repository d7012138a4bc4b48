import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../test/support/database.ts';
import type { TestDatabase } from '../test/support/database.ts';
import { buildSmallProvince } from '../test/support/small-province.ts';
import type { SmallProvince } from '../test/support/small-province.ts';
import { withSystem } from './actor.ts';
import { signHead } from './audit-head.ts';
import type { AuditHead } from './audit-head.ts';
import { leafColumns, leafOf } from './audit-leaf.ts';
import type { LeafRow } from './audit-leaf.ts';
import { headsAfter } from './audit-nodes.ts';
import { sealAudit } from './audit-seal.ts';
import { verifyAudit } from './audit-verify.ts';
import { recordAudits } from './audit.ts';
import type { AuditEntry } from './audit.ts';
import type { Tx } from './client.ts';
import { GrowingTree } from './merkle.ts';

/** MUA_TAMPERINGS=10000 for the long run. */
const rounds = Number(process.env['MUA_TAMPERINGS'] ?? 500);
const { privateKey: key } = generateKeyPairSync('ed25519');
const { privateKey: thiefsKey } = generateKeyPairSync('ed25519');
const now = Date.UTC(2023, 3, 3, 5);
let database: TestDatabase;
let province: SmallProvince;
let witness: AuditHead[];
let size: number;

/** Small, seeded, good enough to vary: mulberry32. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
type Pick = (below: number) => number;
const oneOf = <T>(pick: Pick, values: readonly [T, ...T[]]): T => values[pick(values.length)] ?? values[0];

beforeAll(async () => {
  database = await createTestDatabase();
  province = await buildSmallProvince(database.url);
  const entryOf = (subjectType: string, subjectId: string, state: string, version: number): AuditEntry => ({
    at: now, actorId: null, actingFor: null, action: `${subjectType}.move`, subjectType, subjectId, unitPath: 'SO/', details: { before: { state: 'open' }, after: { state, version } },
  });
  const { rows: tasks } = await province.worker.execute<{ id: string }>(sql`update tasks set state = 'done', version = 3 returning id`);
  const { rows: slips } = await province.worker.execute<{ id: string }>(sql`select id from confirmations`);
  const waves = [
    tasks.map(({ id }) => entryOf('task', id, 'submitted', 2)),
    slips.map(({ id }) => entryOf('confirmation', id, 'disputed', 1)),
    tasks.map(({ id }) => entryOf('task', id, 'done', 3)),
    ...[5, 1, 17, 40, 3, 30].map((count, wave) => Array.from({ length: count }, (_, at) => entryOf('note', `${wave}-${at}`, 'said', at))),
  ];
  for (const wave of waves) {
    await withSystem(province.worker, (tx) => recordAudits(tx, wave));
    await sealAudit(province.worker, key, { now });
  }
  witness = await headsAfter(province.worker, 0);
  size = witness.at(-1)?.size ?? 0;
});
afterAll(async () => {
  await province.close();
  await database.drop();
});

/** What a thief with SQL but without the key can still put right: leaf hashes, places, the stored tree, roots, signed by a key of their own. */
async function coverUp(tx: Tx, signing: 'none' | 'own-key'): Promise<void> {
  await tx.execute(sql`update audit_entries e set leaf_index = -1 - leaf_index where leaf_index is not null`);
  const { rows } = await tx.execute<LeafRow>(sql`select ${leafColumns} from audit_entries where leaf_index is not null order by leaf_index desc`);
  await tx.execute(sql`delete from audit_nodes`);
  const tree = new GrowingTree();
  const heads = new Map((await headsAfter(tx, 0)).map((head) => [head.size, head]));
  const nodes: object[] = [];
  const leaves: object[] = [];
  for (const [place, row] of rows.entries()) {
    const leaf = leafOf(row);
    leaves.push({ id: row.id, place, hash: leaf.toString('hex') });
    tree.add(leaf, (level, index, hash) => nodes.push({ level, index, hash: hash.toString('hex') }));
    if (!heads.delete(tree.size)) continue;
    const head = signHead(thiefsKey, tree.size, tree.root(), now);
    await tx.execute(signing === 'none'
      ? sql`update audit_heads set root = ${head.root} where size = ${head.size}`
      : sql`update audit_heads set root = ${head.root}, key_id = ${head.keyId}, signature = ${head.signature} where size = ${head.size}`);
  }
  await tx.execute(sql`update audit_entries e set leaf_index = l.place, leaf_hash = decode(l.hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(leaves)}::jsonb) as l(id bigint, place bigint, hash text) where e.id = l.id`);
  await tx.execute(sql`insert into audit_nodes select n.level, n.index, decode(n.hash, 'hex') from jsonb_to_recordset(${JSON.stringify(nodes)}::jsonb) as n(level smallint, index bigint, hash text)`);
  for (const gone of heads.keys()) await tx.execute(sql`delete from audit_heads where size = ${gone}`);
}

const columns = ['at', 'actor_id', 'acting_for', 'action', 'subject_type', 'subject_id', 'unit_path', 'details', 'salt', 'id'] as const;
const newValue = {
  at: sql`at + interval '1 millisecond'`, actor_id: sql`gen_random_uuid()`, acting_for: sql`gen_random_uuid()`, action: sql`action || ' '`,
  subject_type: sql`upper(subject_type)`, subject_id: sql`subject_id || '0'`, unit_path: sql`null`, details: sql`jsonb_set(details, '{after,version}', '1000000000000000000001')`,
  salt: sql`set_byte(salt, 3, (get_byte(salt, 3) + 1) % 256)`, id: sql`1000000 + id`,
} satisfies Record<(typeof columns)[number], unknown>;

const edit = async (tx: Tx, pick: Pick) => {
  const column = oneOf(pick, columns);
  // An identity column is changed by leaving the row out and putting it back.
  const place = pick(size);
  if (column !== 'id') return tx.execute(sql`update audit_entries set ${sql.identifier(column)} = ${newValue[column]} where leaf_index = ${place}`);
  return tx.execute(sql`with gone as (delete from audit_entries where leaf_index = ${place} returning *)
    insert into audit_entries overriding system value
    select ${newValue.id}, at, actor_id, acting_for, action, subject_type, subject_id, unit_path, details, salt, null, leaf_hash from gone`);
};
const remove = (tx: Tx, pick: Pick) => tx.execute(sql`delete from audit_entries where leaf_index = ${pick(size)}`);
const swap = async (tx: Tx, pick: Pick) => {
  const a = pick(size);
  const b = (a + 1 + pick(size - 1)) % size;
  await tx.execute(sql`update audit_entries set leaf_index = null where leaf_index = ${a}`);
  await tx.execute(sql`update audit_entries set leaf_index = ${a} where leaf_index = ${b}`);
  await tx.execute(sql`update audit_entries set leaf_index = ${b} where leaf_index is null`);
};
const insert = async (tx: Tx, pick: Pick) => {
  const place = pick(size);
  await tx.execute(sql`update audit_entries set leaf_index = -2 - leaf_index where leaf_index >= ${place}`);
  await tx.execute(sql`insert into audit_entries (at, action, subject_type, subject_id, details, salt, leaf_index)
    values (now(), 'task.accept', 'note', 'new', '{}', uuid_send(gen_random_uuid()), ${place})`);
  await tx.execute(sql`update audit_entries set leaf_index = -1 - leaf_index where leaf_index < 0`);
};

type Tampering = (tx: Tx, pick: Pick) => Promise<unknown>;
const covered = (work: Tampering): Tampering => async (tx, pick) => {
  await work(tx, pick);
  await coverUp(tx, oneOf(pick, ['none', 'own-key']));
};
const tamperings: Record<string, Tampering> = {
  'edit an entry': edit,
  'edit an entry and cover it up': covered(edit),
  'delete an entry': remove,
  'delete an entry and cover it up': covered(remove),
  'swap two entries': swap,
  'swap two entries and cover it up': covered(swap),
  'slip in an entry': insert,
  'slip in an entry and cover it up': covered(insert),
  // To the boundary of an earlier head, with everything after it: consistent in itself, found by the witness.
  'cut the tail with its heads': async (tx, pick) => {
    const to = [0, ...witness.map((head) => head.size)][pick(witness.length)] ?? 0;
    await tx.execute(sql`delete from audit_entries where leaf_index >= ${to}`);
    await tx.execute(sql`delete from audit_heads where size > ${to}`);
    await tx.execute(sql`delete from audit_nodes where (index + 1) * 2 ^ level > ${to}`);
  },
  'cut the tail anywhere': (tx, pick) => tx.execute(sql`delete from audit_entries where leaf_index >= ${pick(size)}`),
  'unseal the tail': async (tx, pick) => {
    const to = witness[pick(witness.length - 1)]?.size ?? 0;
    await tx.execute(sql`update audit_entries set leaf_index = null, leaf_hash = null where leaf_index >= ${to}`);
    await tx.execute(sql`delete from audit_heads where size > ${to}`);
  },
  'change a head': (tx, pick) => {
    const head = witness[pick(witness.length)]?.size ?? 0;
    return tx.execute(oneOf(pick, [
      sql`update audit_heads set root = set_byte(root, 0, (get_byte(root, 0) + 1) % 256) where size = ${head}`,
      sql`update audit_heads set signature = set_byte(signature, 9, (get_byte(signature, 9) + 1) % 256) where size = ${head}`,
      sql`update audit_heads set signed_at = signed_at + interval '1 day' where size = ${head}`,
      sql`update audit_heads set size = size + 1000 where size = ${head}`,
      sql`update audit_heads set key_id = 'other' where size = ${head}`,
      sql`delete from audit_heads where size = ${head}`,
    ]));
  },
  'change the stored tree': (tx, pick) => tx.execute(oneOf(pick, [
    sql`update audit_nodes set hash = set_byte(hash, 5, (get_byte(hash, 5) + 1) % 256) where level = 1 and index = ${pick(20)}`,
    sql`delete from audit_nodes where level = 2 and index = ${pick(10)}`,
    sql`update audit_nodes set index = index + 500 where level = 1 and index = ${pick(20)}`,
  ])),
  'change a row behind its back': (tx, pick) => tx.execute(oneOf(pick, [
    sql`update tasks set state = 'returned' where id = (select id from tasks order by id offset ${pick(5)} limit 1)`,
    sql`update tasks set version = 1 where id = (select id from tasks order by id offset ${pick(5)} limit 1)`,
    sql`update confirmations set state = 'confirmed' where id = (select id from confirmations order by id offset ${pick(5)} limit 1)`,
    sql`update disputes set state = 'rejected' where id = (select id from disputes order by id offset ${pick(5)} limit 1)`,
    sql`update seasons set state = 'running'`,
    sql`delete from tasks where id = (select id from tasks order by id offset ${pick(5)} limit 1)`,
  ])),
};

test(`${rounds} seeded tamperings by someone with SQL are all found, and an honest log is clean`, { timeout: 60_000 + rounds * 100 }, async () => {
  const db = drizzle(province.superuser);
  const publicKey = createPublicKey(key);
  const honest = async () => (await verifyAudit(db, publicKey, { witness })).findings;
  expect(await honest()).toEqual([]);
  const names = Object.keys(tamperings);
  const undetected: string[] = [];
  const undone = new Error('undone');
  for (let seed = 0; seed < rounds; seed += 1) {
    const pick = randomOf(seed);
    const name = names[seed % names.length] ?? '';
    await db.transaction(async (tx) => {
      // A superuser switches our triggers off first.
      await tx.execute(sql`set local session_replication_role = replica`);
      await tamperings[name]?.(tx, pick);
      const { findings } = await verifyAudit(tx, publicKey, { witness });
      if (findings.length === 0) undetected.push(`${name} (seed ${seed})`);
      throw undone;
    }).catch((failure: unknown) => {
      if (failure !== undone) throw failure;
    });
  }
  expect(undetected).toEqual([]);
  expect(await honest()).toEqual([]);
});
