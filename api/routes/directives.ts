import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { addDirective, directiveById, directiveSorts, listDirectives, setDirectiveFile } from '../../db/queries/directives.ts';
import type { DirectiveRow } from '../../db/queries/directives.ts';
import { addFile, fileRefs } from '../../db/queries/files.ts';
import { personRefs } from '../../db/queries/staff.ts';
import type { Tx } from '../../db/client.ts';
import { standingFor } from '../../domain/policy.ts';
import { clean } from '../../domain/text.ts';
import { keepUpload } from '../file-store.ts';
import { baseFilter, listQuery, Page, parseList } from '../list.ts';
import { notAllowed, notFound, Problem } from '../problem.ts';
import { recordShape } from '../shapes.ts';
import { byId, verb } from '../verb.ts';

const record = recordShape('Directive');
const filter = z.object(baseFilter);

async function views(tx: Tx, rows: readonly DirectiveRow[]) {
  const [files, people] = [
    await fileRefs(
      tx,
      rows.map((row) => row.fileId),
    ),
    await personRefs(
      tx,
      rows.map((row) => row.createdBy),
    ),
  ];
  return rows.map(({ id, number, signedOn, signer, title, fileId, createdBy, createdAt }) => ({
    id,
    number,
    signedOn,
    signer,
    title,
    file: fileId ? (files.get(fileId) ?? null) : null,
    createdBy: people.get(createdBy) ?? null,
    createdAt: createdAt.toISOString(),
  }));
}

const list = verb({
  method: 'get',
  path: '/api/directives',
  summary: 'Directives that changes cite',
  access: { action: 'directive.read', target: 'none' },
  query: listQuery,
  answer: z.array(record),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, directiveSorts, ['signedOn', 'DESC']);
    return await ctx.inTx(async (tx) => {
      const { rows, total } = await listDirectives(tx, asked);
      return new Page('directives', await views(tx, rows), total, asked.offset);
    });
  },
});

const one = verb({
  method: 'get',
  path: '/api/directives/{id}',
  summary: 'One directive',
  access: { action: 'directive.read', target: 'none' },
  params: byId,
  answer: record,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const row = await directiveById(tx, params.id);
      if (!row) throw notFound();
      return (await views(tx, [row]))[0];
    });
  },
});

const words = (most: number) => z.string().max(most).transform(clean).pipe(z.string().min(1));

const create = verb({
  method: 'post',
  path: '/api/directives',
  summary: 'Record a directive',
  access: { action: 'directive.create', target: 'none' },
  status: 201,
  answer: record,
  body: z.object({ number: words(100), signedOn: z.iso.date(), signer: words(200), title: words(500) }),
  async handle(ctx, { body }) {
    const standing = standingFor(ctx.actor, 'directive.create');
    if (!standing) throw notAllowed();
    return await ctx.inTx(async (tx) => {
      const row = await addDirective(tx, { ...body, createdBy: ctx.me.id });
      await recordAudit(tx, {
        at: ctx.now,
        actorId: ctx.me.id,
        actingFor: standing.staffId,
        action: 'directive.add',
        subjectType: 'directive',
        subjectId: row.id,
        unitPath: standing.unitPath,
        details: { number: row.number, signedOn: row.signedOn },
      });
      return (await views(tx, [row]))[0];
    });
  },
});

const file = verb({
  method: 'post',
  path: '/api/directives/{id}/file',
  summary: 'Add the signed file, once',
  access: { action: 'directive.create', target: 'none' },
  params: byId,
  upload: true,
  status: 201,
  answer: record,
  async handle(ctx, { params }) {
    const standing = standingFor(ctx.actor, 'directive.create');
    if (!standing) throw notAllowed();
    const known = await ctx.inTx((tx) => directiveById(tx, params.id));
    if (!known) throw notFound();
    const kept = await keepUpload(ctx.raw, ctx.deps.config.dataDir);
    return await ctx.inTx(async (tx) => {
      const added = await addFile(tx, { ...kept, unitPath: standing.unitPath, uploadedBy: ctx.me.id });
      if (!(await setDirectiveFile(tx, params.id, added.id))) {
        throw new Problem(409, 'file-there', {
          vi: 'Văn bản này đã có tệp; tệp đã ký không thay được. Hãy tạo văn bản mới.',
          en: 'This directive has its file already. Record a new one.',
        });
      }
      await recordAudit(tx, {
        at: ctx.now,
        actorId: ctx.me.id,
        actingFor: standing.staffId,
        action: 'directive.file',
        subjectType: 'directive',
        subjectId: params.id,
        unitPath: standing.unitPath,
        details: { sha256: kept.sha256 },
      });
      const row = await directiveById(tx, params.id);
      return row && (await views(tx, [row]))[0];
    });
  },
});

export const directiveVerbs = [list, one, create, file];
