import { and, count, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { isBatchOver } from '../../domain/identity.ts';
import type { BatchState, IdentityAdapter } from '../../domain/identity.ts';
import { matchIdentity } from '../../domain/identity-match.ts';
import type { IdentityRecord, PopulationAnswer } from '../../domain/identity-match.ts';
import type { Instant } from '../../domain/instant.ts';
import { recordAudit } from '../audit.ts';
import type { Tx } from '../client.ts';
import { enqueue } from '../outbox.ts';
import type { Secrets } from '../secret.ts';
import { identityBatches } from '../schema/identity.ts';
import { units } from '../schema/people.ts';
import { stateNow } from './identity-state.ts';
import type { Listed, ListOf } from './matching.ts';
import { unitRef } from './sessions.ts';
import type { UnitRef } from './sessions.ts';

export type BatchRow = typeof identityBatches.$inferSelect;

/** A batch of one unit's pupils and all beneath it. The same id twice is one batch. False: there is one with that id already. */
export async function addBatch(tx: Tx, batch: { id: string; adapter: IdentityAdapter; unit: UnitRef; cohort: string | null; createdBy: string; actingFor: string; at: Instant }): Promise<boolean> {
  const { id, adapter, unit, cohort, createdBy } = batch;
  const made = await tx.insert(identityBatches).values({ id, adapter, state: 'queued', unitPath: unit.path, cohort, createdBy }).onConflictDoNothing().returning({ id: identityBatches.id });
  if (made.length === 0) return false;
  await auditBatch(tx, { at: batch.at, actorId: createdBy, actingFor: batch.actingFor, action: 'identity.send', batch: { id, unitPath: unit.path, state: 'queued', version: 1 }, more: { adapter, cohort } });
  await enqueue(tx, { kind: 'start-identity-batch', key: `identity-batch/${id}`, payload: { batchId: id, unitCode: unit.code } });
  return true;
}

type Who = { at: Instant; actorId: string | null; actingFor: string | null };
async function auditBatch(tx: Tx, { batch, action, more = {}, ...who }: Who & { action: string; batch: Pick<BatchRow, 'id' | 'unitPath' | 'state' | 'version'>; more?: Record<string, unknown> }): Promise<void> {
  await recordAudit(tx, { ...who, action, subjectType: 'identity-batch', subjectId: batch.id, unitPath: batch.unitPath, details: { ...more, after: { state: batch.state, version: batch.version } } });
}

/** The story hears that its row changed: cancelled, or an answer came. */
export async function tellBatch(tx: Tx, batchId: string, changeId: string): Promise<void> {
  await enqueue(tx, { kind: 'identity-batch-changed', key: `identity-batch/${batchId}/${changeId}`, payload: { batchId } });
}

/** Batches that should have a story by now, as the relay starts them. */
export async function openBatches(tx: Tx, sentBefore: Instant): Promise<{ batchId: string; unitCode: string }[]> {
  return await tx.select({ batchId: identityBatches.id, unitCode: units.code }).from(identityBatches).innerJoin(units, eq(units.path, identityBatches.unitPath))
    .where(and(inArray(identityBatches.state, ['queued', 'sending', 'waiting']), lt(identityBatches.createdAt, new Date(sentBefore))));
}

export async function lockBatch(tx: Tx, id: string): Promise<BatchRow | null> {
  const [row] = await tx.select().from(identityBatches).where(eq(identityBatches.id, id)).for('update');
  return row ?? null;
}

/** Moves a batch that is not over. The pupils whose answer never came are unchecked again. */
export async function moveBatch(tx: Tx, batch: BatchRow, to: BatchState, how: Who & { action: string; set?: Partial<BatchRow>; more?: Record<string, unknown> }): Promise<void> {
  const { action, set = {}, more, ...who } = how;
  const version = batch.version + 1;
  await tx.update(identityBatches).set({ ...set, state: to, version }).where(eq(identityBatches.id, batch.id));
  if (isBatchOver(to)) {
    await tx.execute(sql`update identity_checks set state = 'unchecked', version = version + 1 where batch_id = ${batch.id} and answered_at is null and state = 'sent'`);
  }
  await auditBatch(tx, { ...who, action, batch: { ...batch, state: to, version }, ...(more && { more }) });
}

/**
 * Who is asked about: all of the unit's pupils who are not known to match, and do not wait in another batch. Those without any number are answered
 * at once: there is nothing to ask with. One statement for a province.
 */
export async function gatherBatch(tx: Tx, batch: BatchRow, now: Instant): Promise<void> {
  if (batch.state !== 'queued') return;
  const at = new Date(now).toISOString();
  await tx.execute(sql`
    insert into identity_checks as c (pupil_id, school_path, class_name, cohort, state, batch_id, pupil_version, answered_at)
    select p.id, p.school_path, p.class_name, p.cohort, case when q.asks then 'sent' else 'not-found' end, ${batch.id}, p.version, case when not q.asks then ${at}::timestamptz end
    from pupils p left join sector_records s on s.pupil_id = p.id
    cross join lateral (select coalesce(p.personal_number_enc, s.number_enc) is not null as asks) q
    left join identity_checks c on c.pupil_id = p.id
    where p.school_path ^@ ${batch.unitPath} and p.standing = 'enrolled' ${batch.cohort === null ? sql`` : sql`and p.cohort = ${batch.cohort}`}
      and ${stateNow} not in ('matched', 'settled')
      and not exists (select from identity_batches b where b.id = c.batch_id and c.answered_at is null and b.state in ('queued', 'sending', 'waiting'))
    order by p.id
    on conflict (pupil_id) do update set state = case when c.state = 'reported' then c.state else excluded.state end, batch_id = excluded.batch_id, school_path = excluded.school_path,
      class_name = excluded.class_name, cohort = excluded.cohort, pupil_version = excluded.pupil_version, answered_at = excluded.answered_at, version = c.version + 1`);
  const counted = await tx.execute<{ total: number; answered: number }>(sql`
    select count(*)::int as total, count(answered_at)::int as answered from identity_checks where batch_id = ${batch.id}`);
  const { total = 0, answered = 0 } = counted.rows[0] ?? {};
  await moveBatch(tx, batch, 'sending', { at: now, actorId: null, actingFor: null, action: 'identity.gather', set: { total, answered }, more: { total, withoutNumber: answered } });
}

export type AskedPupil = IdentityRecord & { ref: string; number: string; otherAddress: string; version: number };
type AskedRow = { id: string; full_name: string; birth_date: string; sex: 'male' | 'female'; current_address: string; permanent_address: string; number: Buffer; version: number };

/** The next of a batch who wait for their answer, in the order of their ids. */
export async function pendingOf(tx: Tx, batchId: string, secrets: Secrets, page: { after: string; limit: number }): Promise<AskedPupil[]> {
  const found = await tx.execute<AskedRow>(sql`
    select p.id, p.full_name, p.birth_date::text, p.sex, p.current_address, p.permanent_address, p.version, coalesce(p.personal_number_enc, s.number_enc) as number
    from identity_checks c join pupils p on p.id = c.pupil_id left join sector_records s on s.pupil_id = p.id
    where c.batch_id = ${batchId} and c.answered_at is null and c.pupil_id > ${page.after} and coalesce(p.personal_number_enc, s.number_enc) is not null order by c.pupil_id limit ${page.limit}`);
  return found.rows.map((row) => ({
    ref: row.id, number: secrets.open(row.number), fullName: row.full_name, birthDate: row.birth_date, sex: row.sex,
    address: row.permanent_address, otherAddress: row.current_address, version: row.version,
  }));
}

export type AnsweredPupil = { asked: AskedPupil; answer: PopulationAnswer };

/**
 * Writes the answers of one page in the caller's transaction. `pageKey`: a page that was written is not written again, whoever repeats it. Returns how
 * many were new. A reason given before stays as long as the answer is the same; what a school reported stays reported unless it matches now.
 */
export async function writeAnswers(tx: Tx, batchId: string, pageKey: string, answered: readonly AnsweredPupil[], { secrets, now }: { secrets: Secrets; now: Instant }): Promise<number> {
  const first = await tx.execute(sql`insert into done_once (scope, key) values (${`identity-batch/${batchId}`}, ${pageKey}) on conflict do nothing returning key`);
  if (first.rows.length === 0 || answered.length === 0) return 0;
  const rows = answered.map(({ asked, answer }) => ({
    pupil_id: asked.ref, pupil_version: asked.version, ...matchIdentity(asked, answer),
    population: answer.found ? secrets.seal(JSON.stringify(answer.record)).toString('hex') : null,
  }));
  // The ids twice: the planner takes a recordset for a hundred rows and would read the whole table.
  const uuids = `{${rows.map((row) => row.pupil_id).join(',')}}`;
  const written = await tx.execute(sql`
    update identity_checks c set fields = r.fields, population_enc = decode(r.population, 'hex'), pupil_version = r.pupil_version, answered_at = ${new Date(now).toISOString()}::timestamptz,
      state = case when c.state = 'reported' and r.state <> 'matched' then c.state else r.state end,
      reason = case when r.state <> 'matched' and c.fields = r.fields then c.reason end, version = c.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(pupil_id uuid, pupil_version int, state text, fields jsonb, population text)
    where c.pupil_id = r.pupil_id and c.pupil_id = any(${uuids}::uuid[]) and c.batch_id = ${batchId} and c.answered_at is null returning c.pupil_id`);
  await tx.update(identityBatches).set({ answered: sql`${identityBatches.answered} + ${written.rows.length}` }).where(eq(identityBatches.id, batchId));
  return written.rows.length;
}

/** Who waits still; first, those who lost their number since they were gathered have their answer: there is nothing to ask with. */
export async function leftIn(tx: Tx, batchId: string, now: Instant): Promise<number> {
  const numberless = await tx.execute(sql`
    update identity_checks c set state = case when c.state = 'reported' then c.state else 'not-found' end, answered_at = ${new Date(now).toISOString()}::timestamptz, pupil_version = p.version, version = c.version + 1
    from pupils p left join sector_records s on s.pupil_id = p.id
    where p.id = c.pupil_id and c.batch_id = ${batchId} and c.answered_at is null and coalesce(p.personal_number_enc, s.number_enc) is null returning c.pupil_id`);
  await tx.update(identityBatches).set({ answered: sql`${identityBatches.answered} + ${numberless.rows.length}` }).where(eq(identityBatches.id, batchId));
  const counted = await tx.execute<{ left: number }>(sql`select count(*)::int as left from identity_checks where batch_id = ${batchId} and answered_at is null`);
  return counted.rows[0]?.left ?? 0;
}

const shown = {
  id: identityBatches.id, adapter: identityBatches.adapter, state: identityBatches.state, cohort: identityBatches.cohort, total: identityBatches.total, answered: identityBatches.answered,
  sentFileId: identityBatches.sentFileId, answerFileId: identityBatches.answerFileId, problem: identityBatches.problem, createdBy: identityBatches.createdBy, version: identityBatches.version,
  createdAt: identityBatches.createdAt, unit: unitRef,
};
export type BatchShown = Pick<BatchRow, Exclude<keyof typeof shown, 'unit'>> & { unit: UnitRef };
export const batchSorts = ['createdAt'] as const;
export type BatchFilter = { id?: string[]; state?: BatchState[] };

export async function listBatches(tx: Tx, list: ListOf<BatchFilter, (typeof batchSorts)[number]>, scope?: SQL): Promise<Listed<BatchShown>> {
  const { id, state } = list.filter;
  const where = and(scope, id && inArray(identityBatches.id, id), state && inArray(identityBatches.state, state));
  const rows = await tx.select(shown).from(identityBatches).innerJoin(units, eq(units.path, identityBatches.unitPath)).where(where)
    .orderBy(list.sort.descending ? desc(identityBatches.createdAt) : identityBatches.createdAt, identityBatches.id).offset(list.offset).limit(list.limit);
  const [counted] = await tx.select({ total: count() }).from(identityBatches).where(where);
  return { rows, total: counted?.total ?? 0 };
}

export async function batchById(tx: Tx, id: string): Promise<BatchShown | null> {
  const [row] = await tx.select(shown).from(identityBatches).innerJoin(units, eq(units.path, identityBatches.unitPath)).where(eq(identityBatches.id, id));
  return row ?? null;
}
