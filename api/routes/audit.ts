import { z } from '@hono/zod-openapi';
import { latestHead } from '../../db/audit-nodes.ts';
import { inclusionProof } from '../../db/audit-proof.ts';
import type { AuditHead } from '../../db/audit-head.ts';
import { isIncluded } from '../../db/merkle.ts';
import type { Tx } from '../../db/client.ts';
import { auditById, auditSorts, listAudit } from '../../db/queries/audit-list.ts';
import type { AuditRow } from '../../db/queries/audit-list.ts';
import { personRefs } from '../../db/queries/staff.ts';
import { unitsByPath } from '../../db/queries/units.ts';
import { listQuery, Page, parseList } from '../list.ts';
import { notFound, Problem } from '../problem.ts';
import { verb } from '../verb.ts';
import { iso } from '../wire.ts';

const record = z.looseObject({ id: z.int(), action: z.string() }).openapi('AuditEntry');
const number = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const byNumber = z.object({ id: number });
const filter = z.object({
  id: z
    .union([number, z.array(number).max(1000)])
    .transform((one) => [one].flat())
    .optional(),
  q: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  subjectType: z.string().max(50).optional(),
  subjectId: z.string().max(200).optional(),
});
const headShape = z
  .object({ size: z.int(), root: z.string(), signedAt: z.string(), keyId: z.string(), signature: z.string() })
  .openapi('AuditHead');

async function views(tx: Tx, rows: readonly AuditRow[]) {
  const people = await personRefs(
    tx,
    rows.flatMap((row) => [row.actorId, row.actingFor]),
  );
  const units = await unitsByPath(
    tx,
    rows.flatMap((row) => row.unitPath ?? []),
  );
  return rows.map(({ actorId, actingFor, unitPath, leafHash, at, ...row }) => ({
    ...row,
    at: iso(at),
    actor: actorId ? (people.get(actorId) ?? null) : null,
    actingFor: actingFor ? (people.get(actingFor) ?? null) : null,
    unit: unitPath ? (units.get(unitPath) ?? null) : null,
    leafHash: leafHash?.toString('hex') ?? null,
  }));
}

const headView = (head: AuditHead) => ({
  size: head.size,
  root: head.root.toString('hex'),
  signedAt: iso(head.signedAt),
  keyId: head.keyId,
  signature: head.signature.toString('base64'),
});

const list = verb({
  method: 'get',
  path: '/api/audit',
  summary: 'What was decided, by whom',
  access: { action: 'audit.read', target: 'none' },
  query: listQuery,
  answer: z.array(record),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, auditSorts, ['id', 'DESC']);
    return await ctx.inTx(async (tx) => {
      const { rows, total } = await listAudit(tx, asked);
      return new Page('audit', await views(tx, rows), total, asked.offset);
    });
  },
});

const head = verb({
  method: 'get',
  path: '/api/audit/head',
  summary: 'The newest signed head',
  access: { action: 'audit.read', target: 'none' },
  answer: headShape,
  async handle(ctx) {
    const newest = await ctx.inTx((tx) => latestHead(tx));
    if (!newest)
      throw new Problem(404, 'no-head-yet', {
        vi: 'Nhật ký chưa được niêm phong lần nào. Hãy đợi vài giây.',
        en: 'The log has not been sealed yet. Wait a few seconds.',
      });
    return headView(newest);
  },
});

const one = verb({
  method: 'get',
  path: '/api/audit/{id}',
  summary: 'One entry',
  access: { action: 'audit.read', target: 'none' },
  params: byNumber,
  answer: record,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const row = await auditById(tx, params.id);
      if (!row) throw notFound();
      return (await views(tx, [row]))[0];
    });
  },
});

const proof = verb({
  method: 'get',
  path: '/api/audit/{id}/proof',
  summary: 'Proof that the entry is in the signed tree',
  access: { action: 'audit.read', target: 'none' },
  params: byNumber,
  answer: z.object({ leafIndex: z.int(), leafHash: z.string(), path: z.array(z.string()), head: headShape, holds: z.boolean() }),
  async handle(ctx, { params }) {
    const found = await ctx.inTx((tx) => inclusionProof(tx, params.id));
    if (!found)
      throw new Problem(404, 'not-sealed', {
        vi: 'Không có mục này, hoặc chưa được niêm phong. Hãy đợi vài giây.',
        en: 'No such entry, or not sealed yet. Wait a few seconds.',
      });
    return {
      leafIndex: found.leafIndex,
      leafHash: found.leafHash.toString('hex'),
      path: found.path.map((hash) => hash.toString('hex')),
      head: headView(found.head),
      holds: isIncluded(found.leafHash, found.leafIndex, found.head.size, found.path, found.head.root),
    };
  },
});

export const auditVerbs = [list, head, one, proof];
