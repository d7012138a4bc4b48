import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { addFile, fileById, fileRefs } from '../../db/queries/files.ts';
import { addBatch, batchById, batchSorts, listBatches, lockBatch, moveBatch, tellBatch } from '../../db/queries/identity-batches.ts';
import type { BatchShown } from '../../db/queries/identity-batches.ts';
import { takeOverSector } from '../../db/queries/identity-settling.ts';
import { personRefs } from '../../db/queries/staff.ts';
import { unitById } from '../../db/queries/units.ts';
import { identityBatches } from '../../db/schema/identity.ts';
import { keepSealed, openSealed, sealedUnder } from '../../db/sealed-file.ts';
import { cohorts } from '../../domain/cohort.ts';
import { batchStates, identityAdapters, isBatchOver } from '../../domain/identity.ts';
import { may } from '../../domain/policy.ts';
import type { Tx } from '../../db/client.ts';
import { identityBatchWorkflowId } from '../../workflows/contracts/names.ts';
import { readUpload } from '../file-store.ts';
import { baseFilter, listQuery, oneOrMany, Page, parseList } from '../list.ts';
import { badField, notFound, Problem } from '../problem.ts';
import { allow, scopeOf } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { workflowUrl } from '../task-view.ts';
import { byId, uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';

const record = recordShape('IdentityBatch');
const filter = z.object({ ...baseFilter, state: oneOrMany(batchStates).optional() });

async function shown(ctx: StaffCtx, tx: Tx, rows: readonly BatchShown[]) {
  const people = await personRefs(tx, rows.map((row) => row.createdBy));
  const files = await fileRefs(tx, rows.flatMap((row) => [row.sentFileId, row.answerFileId]));
  const sends = may(ctx.actor, 'identity.send');
  return rows.map(({ createdBy, sentFileId, answerFileId, createdAt, ...row }) => ({
    ...row, createdAt: createdAt.toISOString(), createdBy: people.get(createdBy) ?? null, sentFile: files.get(sentFileId ?? '') ?? null, answerFile: files.get(answerFileId ?? '') ?? null,
    workflowUrl: workflowUrl({ actor: ctx.actor, namespace: ctx.deps.config.temporal.namespace }, identityBatchWorkflowId(row.id)),
    can: sends ? [...(isBatchOver(row.state) ? [] : ['cancel']), ...(sentFileId ? ['download'] : []), ...(row.adapter === 'file' && row.state === 'waiting' ? ['upload'] : [])] : [],
  }));
}

const list = verb({
  method: 'get',
  path: '/api/identity-batches',
  summary: 'Lists sent to the population database',
  access: { action: 'identity.read', target: 'unit' },
  query: listQuery,
  answer: z.array(record),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, batchSorts, ['createdAt', 'DESC']);
    return await ctx.inTx(async (tx) => {
      const { rows, total } = await listBatches(tx, asked, scopeOf(ctx.actor, 'identity.read', { path: identityBatches.unitPath }));
      return new Page('identity-batches', await shown(ctx, tx, rows), total, asked.offset);
    });
  },
});

const one = verb({
  method: 'get',
  path: '/api/identity-batches/{id}',
  summary: 'One batch with its progress',
  access: { action: 'identity.read', target: 'unit' },
  params: byId,
  answer: record,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const row = await batchById(tx, params.id);
      if (!row) throw notFound();
      allow(ctx.actor, 'identity.read', { unitPath: row.unit.path }, 'identity.read');
      return (await shown(ctx, tx, [row]))[0];
    });
  },
});

const send = verb({
  method: 'post',
  path: '/api/identity-batches',
  summary: 'Ask the population database about all pupils of a unit who are not known to match',
  access: { action: 'identity.send', target: 'none' },
  idempotent: true,
  body: z.object({ adapter: z.enum(identityAdapters), unitId: uuid.optional(), cohort: z.enum(cohorts).nullable().default('grade-12') }),
  status: 201,
  answer: z.object({ id: uuid }),
  async handle(ctx, { body, key }) {
    if (body.adapter === 'http' && ctx.deps.config.asksPopulation !== true) {
      throw badField('adapter', 'Máy chủ này chưa nối với cơ sở dữ liệu dân cư. Hãy chọn trao đổi bằng tệp, hoặc nhờ quản trị viên khai báo POPULATION_URL.', 'This server is not connected to the population database. Exchange files instead, or have POPULATION_URL set.');
    }
    return await ctx.inTx(async (tx) => {
      const standing = allow(ctx.actor, 'identity.send', { unitPath: ctx.actor.own.unitPath }, 'identity.read');
      const unit = await unitById(tx, body.unitId ?? standing.unitId);
      if (!unit) throw badField('unitId', 'Không tìm thấy đơn vị. Hãy chọn lại.', 'There is no such unit. Choose again.');
      await addBatch(tx, { id: key, adapter: body.adapter, unit, cohort: body.cohort, createdBy: ctx.me.id, actingFor: standing.staffId, at: ctx.now });
      return { id: key };
    });
  },
});

const batchOver = () => new Problem(409, 'batch-over', { vi: 'Đợt này đã xong hoặc đã huỷ. Hãy tải lại để xem.', en: 'This batch is over. Reload to see.' });

const cancel = verb({
  method: 'post',
  path: '/api/identity-batches/{id}/cancel',
  summary: 'Stop a batch; what was answered stays',
  access: { action: 'identity.send', target: 'none' },
  params: byId,
  answer: z.object({ state: z.enum(batchStates) }),
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const batch = await lockBatch(tx, params.id);
      if (!batch) throw notFound();
      const standing = allow(ctx.actor, 'identity.send', batch, 'identity.read');
      if (isBatchOver(batch.state)) throw batchOver();
      await moveBatch(tx, batch, 'cancelled', { at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'identity.cancel' });
      await tellBatch(tx, batch.id, 'cancelled');
      return { state: 'cancelled' as const };
    });
  },
});

const download = verb({
  method: 'get',
  path: '/api/identity-batches/{id}/list',
  summary: 'The list to send, with personal numbers; who took it is written down',
  access: { action: 'identity.send', target: 'none' },
  params: byId,
  answer: z.string().openapi({ format: 'binary' }),
  async handle(ctx, { params }) {
    const file = await ctx.inTx(async (tx) => {
      const batch = await batchById(tx, params.id);
      const standing = allow(ctx.actor, 'identity.send', { unitPath: batch?.unit.path ?? '' }, 'identity.read');
      const found = batch?.sentFileId ? await fileById(tx, batch.sentFileId) : null;
      if (!batch || !found) throw notFound();
      await recordAudit(tx, {
        at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'identity.download', subjectType: 'identity-batch', subjectId: batch.id, unitPath: batch.unit.path,
        details: { fileId: found.id, pupils: batch.total, rule: 'a list with personal numbers is handed to who may send it' },
      });
      return found;
    });
    const bytes = await openSealed(ctx.deps.config.dataDir, ctx.deps.secrets, file.sha256).catch(() => null);
    if (bytes === null) throw new Problem(404, 'file-gone', { vi: 'Tệp không còn trên máy chủ. Hãy báo quản trị viên.', en: 'The file is gone from the server. Tell the administrator.' });
    return new Response(new Uint8Array(bytes), {
      headers: {
        'Content-Type': file.mediaType, 'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`, 'Cache-Control': 'no-store',
        'Content-Security-Policy': "default-src 'none'; sandbox",
      },
    });
  },
});

const answers = verb({
  method: 'post',
  path: '/api/identity-batches/{id}/answers',
  summary: 'Upload the answer file of a batch',
  access: { action: 'identity.send', target: 'none' },
  params: byId,
  upload: true,
  status: 201,
  answer: z.object({ fileId: uuid }),
  async handle(ctx, { params }) {
    const waiting = async (tx: Tx) => {
      const batch = await lockBatch(tx, params.id);
      if (!batch) throw notFound();
      const standing = allow(ctx.actor, 'identity.send', batch, 'identity.read');
      if (batch.adapter !== 'file' || batch.state !== 'waiting') throw batchOver();
      return { batch, standing };
    };
    // Before the bytes are read: who may not send uploads nothing.
    await ctx.inTx(waiting);
    const { bytes, name, mediaType } = await readUpload(ctx.raw, ['.xlsx', '.xls', '.csv']);
    const sha256 = await keepSealed(ctx.deps.config.dataDir, ctx.deps.secrets, bytes);
    return await ctx.inTx(async (tx) => {
      const { batch, standing } = await waiting(tx);
      const file = await addFile(tx, { name, mediaType, size: bytes.length, sha256, unitPath: `${sealedUnder}${batch.unitPath}`, uploadedBy: ctx.me.id });
      await moveBatch(tx, batch, 'waiting', { at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'identity.answers', set: { answerFileId: file.id, problem: null }, more: { fileId: file.id } });
      await tellBatch(tx, batch.id, file.id);
      return { fileId: file.id };
    });
  },
});

const takeOver = verb({
  method: 'post',
  path: '/api/identity/take-over',
  summary: 'Begin the sector database’s column as a copy of the pupils, where there is none yet',
  access: { action: 'identity.send', target: 'none' },
  body: z.object({ cohort: z.enum(cohorts).nullable().default('grade-12') }),
  answer: z.object({ copied: z.int() }),
  async handle(ctx, { body }) {
    return await ctx.inTx(async (tx) => {
      const standing = allow(ctx.actor, 'identity.send', { unitPath: ctx.actor.own.unitPath }, 'identity.read');
      const copied = await takeOverSector(tx, { unitPath: standing.unitPath, cohort: body.cohort });
      await recordAudit(tx, {
        at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'identity.take-over', subjectType: 'unit', subjectId: standing.unitId, unitPath: standing.unitPath,
        details: { copied, cohort: body.cohort },
      });
      return { copied };
    });
  },
});

export const identityBatchVerbs = [list, one, send, cancel, download, answers, takeOver];
