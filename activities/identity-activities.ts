import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import { isBatchOver } from '../domain/identity.ts';
import type { BatchProblem } from '../domain/identity.ts';
import type { IdentityRecord } from '../domain/identity-match.ts';
import { withSystem } from '../db/actor.ts';
import { addFile, fileById } from '../db/queries/files.ts';
import { gatherBatch, leftIn, lockBatch, moveBatch, pendingOf, writeAnswers } from '../db/queries/identity-batches.ts';
import type { AskedPupil, BatchRow } from '../db/queries/identity-batches.ts';
import { identityBatches, identityChecks } from '../db/schema/identity.ts';
import { keepSealed, openSealed, sealedUnder } from '../db/sealed-file.ts';
import type { BatchTurn, IdentityActivities } from './contracts/identity.ts';
import type { ActivityDeps } from './create-activities.ts';
import { heartbeatBatch } from './heartbeat.ts';
import { readSafely } from './population/answer-file.ts';
import { createFilePopulation, listFile } from './population/file.ts';
import type { AnswerFile } from './population/file.ts';
import { createHttpPopulation } from './population/http.ts';
import { createManualPopulation } from './population/manual.ts';
import type { Answer, Population } from './population/port.ts';

/** The other side takes at most so many at once. */
const pageRows = 500;
const nobody = '00000000-0000-0000-0000-000000000000';

export function createIdentityActivities(deps: ActivityDeps): IdentityActivities {
  return {
    askPopulation: ({ batchId }) => askPopulation(deps, batchId, heartbeatBatch),
    async noteBatchProblem({ batchId, problem }) {
      await withSystem(deps.db, (tx) => tx.update(identityBatches).set({ problem }).where(eq(identityBatches.id, batchId)));
    },
  };
}

/** One turn of a batch: gathered, sent where a file carries it, asked page by page. What was written before is never asked or counted again. */
export async function askPopulation(deps: ActivityDeps, batchId: string, onPage: (answered: number) => void): Promise<BatchTurn> {
  const { db, realNow } = deps;
  const batch = await withSystem(db, async (tx) => {
    const row = await lockBatch(tx, batchId);
    if (row) await gatherBatch(tx, row, realNow());
    return row && (await lockBatch(tx, batchId));
  });
  if (!batch || isBatchOver(batch.state)) return { kind: 'over', answered: 0 };
  const sent = batch.adapter === 'file' && batch.sentFileId === null ? await sendList(deps, batch, onPage) : batch;
  const file = await answerFileOf(deps, sent);
  const population = populationOf(deps, sent, file.read);
  let answered = 0;
  for (let after = nobody; ; ) {
    const page = await withSystem(db, (tx) => pendingOf(tx, batchId, deps.secrets, { after, limit: pageRows }));
    const last = page.at(-1);
    if (!last) return await endTurn(deps, batchId, answered, file.problem);
    const key = `${batchId}/${page[0]?.ref}`;
    const reply = await population.check({ key, questions: page.map(questionOf) });
    if (reply.kind === 'later') return { ...reply, answered };
    const written = await takePage(deps, batchId, page, reply.answers);
    if (written === null) return { kind: 'over', answered };
    answered += written;
    onPage(answered);
    after = last.ref;
  }
}

/** Null: the batch was cancelled meanwhile, and nothing is written. */
async function takePage({ db, secrets, realNow }: ActivityDeps, batchId: string, page: readonly AskedPupil[], answers: readonly Answer[]): Promise<number | null> {
  const byRef = new Map(answers.map((one) => [one.ref, one]));
  const answered = page.flatMap((asked) => {
    const answer = byRef.get(asked.ref);
    return answer ? [{ asked, answer }] : [];
  });
  return await withSystem(db, async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (!batch || isBatchOver(batch.state)) return null;
    if (answered.length === 0) return 0;
    return await writeAnswers(tx, batchId, `${answered[0]?.asked.ref}/${answered.length}`, answered, { secrets, now: realNow() });
  });
}

/** All are answered: done. Some are not: a person or a file must bring them; by HTTP nobody can be left, as an answer that leaves somebody out is none. */
async function endTurn({ db, realNow }: ActivityDeps, batchId: string, answered: number, problem: BatchProblem | null): Promise<BatchTurn> {
  return await withSystem(db, async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (!batch || isBatchOver(batch.state)) return { kind: 'over', answered };
    const how = { at: realNow(), actorId: null, actingFor: null };
    if ((await leftIn(tx, batchId, realNow())) > 0) {
      if (batch.state !== 'waiting' || batch.problem !== problem) await moveBatch(tx, batch, 'waiting', { ...how, action: 'identity.wait', set: { problem } });
      return { kind: 'waits', answered };
    }
    await moveBatch(tx, batch, 'done', { ...how, action: 'identity.done', set: { problem: null }, more: { answered: batch.answered } });
    return { kind: 'over', answered };
  });
}

const questionOf = ({ ref, number, fullName, birthDate, sex, address }: AskedPupil) => ({ ref, number, fullName, birthDate, sex, address });

function populationOf(deps: ActivityDeps, batch: BatchRow, file: AnswerFile | null): Population {
  if (batch.adapter === 'manual') return createManualPopulation((refs) => enteredAnswers(deps, refs));
  if (batch.adapter === 'file') return createFilePopulation(file);
  // Without an address nobody can be asked: people see that it is away.
  if (deps.populationUrl === null) return { check: async () => ({ kind: 'later', why: 'away', afterMs: null }) };
  return createHttpPopulation({ url: deps.populationUrl });
}

async function enteredAnswers({ db, secrets }: ActivityDeps, refs: readonly string[]): Promise<Answer[]> {
  const rows = await withSystem(db, (tx) => tx.select({ ref: identityChecks.pupilId, sealed: identityChecks.populationEnc }).from(identityChecks)
    .where(and(inArray(identityChecks.pupilId, [...refs]), isNotNull(identityChecks.answeredAt))));
  return rows.map(({ ref, sealed }) => (sealed ? { ref, found: true, record: JSON.parse(secrets.open(sealed)) as IdentityRecord } : { ref, found: false }));
}

async function sendList(deps: ActivityDeps, batch: BatchRow, onPage: (answered: number) => void): Promise<BatchRow> {
  const { db, secrets, dataDir } = deps;
  const all: AskedPupil[] = [];
  for (let after = nobody; ; ) {
    const page = await withSystem(db, (tx) => pendingOf(tx, batch.id, secrets, { after, limit: pageRows * 10 }));
    all.push(...page);
    const last = page.at(-1);
    if (!last) break;
    after = last.ref;
    onPage(0);
  }
  const { bytes, ...file } = listFile(all.map(questionOf), batch.id);
  const sha256 = await keepSealed(dataDir, secrets, bytes);
  return await withSystem(db, async (tx) => {
    const now = await lockBatch(tx, batch.id);
    if (!now || isBatchOver(now.state) || now.sentFileId !== null) return now ?? batch;
    const kept = await addFile(tx, { ...file, size: bytes.length, sha256, unitPath: `${sealedUnder}${batch.unitPath}`, uploadedBy: batch.createdBy });
    await moveBatch(tx, now, 'waiting', { at: deps.realNow(), actorId: null, actingFor: null, action: 'identity.list', set: { sentFileId: kept.id }, more: { pupils: all.length, fileId: kept.id } });
    return { ...now, state: 'waiting', sentFileId: kept.id };
  });
}

/** What came back by file, and what people have to hear about it. Of another batch than by file: nothing. */
async function answerFileOf({ db, secrets, dataDir }: ActivityDeps, { answerFileId }: BatchRow): Promise<{ read: AnswerFile | null; problem: BatchProblem | null }> {
  if (answerFileId === null) return { read: null, problem: null };
  const file = await withSystem(db, (tx) => fileById(tx, answerFileId));
  if (!file) return { read: null, problem: null };
  return await readSafely(await openSealed(dataDir, secrets, file.sha256), file.mediaType);
}
