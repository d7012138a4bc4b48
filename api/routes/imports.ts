import { z } from '@hono/zod-openapi';
import { addFile } from '../../db/queries/files.ts';
import { addImport, importById, importSorts, listImportRows, listImports, moveImport, rememberColumns } from '../../db/queries/imports.ts';
import { personRefs } from '../../db/queries/staff.ts';
import { unitById } from '../../db/queries/units.ts';
import { imports } from '../../db/schema/imports.ts';
import { importKinds, importModes, importStates, rowVerdicts } from '../../domain/import.ts';
import { foldHeader, missingFields } from '../../domain/sheet-mapping.ts';
import { sheetSpecs } from '../../domain/sheet-specs.ts';
import { keepUpload } from '../file-store.ts';
import { mayLoad, openImport, rowView, standingToLoad, view } from '../import-view.ts';
import { baseFilter, listQuery, oneOrMany, Page, parseList } from '../list.ts';
import { badField, changedMeanwhile, notFound, Problem } from '../problem.ts';
import { scopeOf } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';

const record = recordShape('Import');
const filter = z.object({ ...baseFilter, kind: oneOrMany(importKinds).optional(), state: oneOrMany(importStates).optional(), unitId: uuid.optional() });

const list = verb({
  method: 'get',
  path: '/api/imports',
  summary: 'Lists that were loaded',
  access: { action: 'import.read', target: 'unit' },
  query: listQuery,
  answer: z.array(record),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, importSorts, ['createdAt', 'DESC']);
    return await ctx.inTx(async (tx) => {
      const { rows, total } = await listImports(tx, asked, scopeOf(ctx.actor, 'import.read', { path: imports.unitPath }));
      const people = await personRefs(tx, rows.map((row) => row.createdBy));
      return new Page('imports', rows.map((row) => view(ctx, row, people)), total, asked.offset);
    });
  },
});

const upload = verb({
  method: 'post',
  path: '/api/imports',
  summary: 'Load a list: XLSX, XLS or CSV, at most 20 MB; it is read as a dry run',
  access: { action: 'import.run', target: 'unit' },
  query: z.object({ kind: z.enum(importKinds), mode: z.enum(importModes), unitId: uuid }),
  idempotent: true,
  upload: true,
  status: 201,
  answer: record,
  async handle(ctx, { query, key }) {
    // Before the bytes are read: who may not load uploads nothing.
    const unit = await ctx.inTx((tx) => unitById(tx, query.unitId));
    if (!unit) throw notFound();
    const standing = standingToLoad(ctx.actor, query.kind, unit);
    const kept = await keepUpload(ctx.raw, ctx.deps.config.dataDir, ['.xlsx', '.xls', '.csv']);
    return await ctx.inTx(async (tx) => {
      const earlier = await importById(tx, key);
      if (!earlier) {
        const file = await addFile(tx, { ...kept, unitPath: unit.path, uploadedBy: ctx.me.id });
        await addImport(tx, { id: key, kind: query.kind, mode: query.mode, unit, fileId: file.id, sha256: kept.sha256 }, { actorId: ctx.me.id, actingFor: standing.staffId, now: ctx.now });
      } else if (earlier.createdBy !== ctx.me.id) throw keyReused();
      return await shown(ctx, key, tx);
    });
  },
});

async function shown(ctx: StaffCtx, id: string, tx: Parameters<typeof importById>[0]) {
  const row = await importById(tx, id);
  if (!row) throw notFound();
  return view(ctx, row, await personRefs(tx, [row.createdBy, row.committedBy, row.undoneBy]));
}

const one = verb({
  method: 'get',
  path: '/api/imports/{id}',
  summary: 'One import with its columns and counts',
  access: { action: 'import.read', target: 'unit' },
  params: byId,
  answer: record,
  handle: (ctx, { params }) =>
    ctx.inTx(async (tx) => {
      await openImport(ctx, tx, params.id);
      return await shown(ctx, params.id, tx);
    }),
});

const rowQuery = z.object({ verdict: oneOrMany(rowVerdicts).optional() });
const rows = verb({
  method: 'get',
  path: '/api/imports/{id}/rows',
  summary: 'Rows of the dry run, field by field; personal numbers masked',
  access: { action: 'import.read', target: 'unit' },
  params: byId,
  query: listQuery,
  answer: z.array(z.looseObject({ id: z.int(), verdict: z.enum(rowVerdicts) })),
  async handle(ctx, { params, query }) {
    const asked = parseList(query, rowQuery, ['rowNumber'], ['rowNumber', 'ASC']);
    return await ctx.inTx(async (tx) => {
      await openImport(ctx, tx, params.id);
      const found = await listImportRows(tx, params.id, asked.filter.verdict, asked);
      return new Page('rows', found.rows.map((row) => rowView(ctx, row)), found.total, asked.offset);
    });
  },
});

const mapColumns = verb({
  method: 'put',
  path: '/api/imports/{id}/mapping',
  summary: 'Say which column is which field; the file is read again and the unit remembers',
  access: { action: 'import.run', target: 'unit' },
  params: byId,
  body: z.object({ mapping: z.record(z.string().max(60), z.int().min(0).max(500)), version: z.int().min(1) }),
  answer: record,
  handle: (ctx, { params, body }) =>
    ctx.inTx(async (tx) => {
      const { row, standing } = await mayLoad(ctx, tx, params.id, 'map', body.version);
      const spec = sheetSpecs[row.kind];
      const unknown = Object.entries(body.mapping).filter(([field, column]) => !spec.fields.some((known) => known.key === field) || column >= row.headers.length);
      const missing = missingFields(spec, body.mapping);
      const twice = new Set(Object.values(body.mapping)).size < Object.keys(body.mapping).length;
      if (unknown.length > 0 || twice) throw badField('mapping', 'Mỗi cột chỉ chọn cho một mục. Hãy chọn lại.', 'Each column is one field: choose again.');
      if (missing.length > 0) throw badField('mapping', 'Còn mục bắt buộc chưa chọn cột. Hãy chọn đủ.', 'A required field has no column: choose one.');
      await rememberColumns(tx, row.unit, row.kind, Object.fromEntries(Object.entries(body.mapping).map(([field, column]) => [foldHeader(row.headers[column] ?? ''), field])));
      const set = { mapping: body.mapping, counts: {}, rowsDone: 0, refusal: null };
      if (!(await moveImport(tx, row, 'map', { state: 'queued', set }, { actorId: ctx.me.id, actingFor: standing.staffId, now: ctx.now }))) throw changedMeanwhile();
      return await shown(ctx, params.id, tx);
    }),
});

const decisionBody = z.object({ version: z.int().min(1) });

const commit = verb({
  method: 'post',
  path: '/api/imports/{id}/commit',
  summary: 'Write the dry run into the records: all of it, or the good rows only',
  access: { action: 'import.run', target: 'unit' },
  params: byId,
  idempotent: true,
  body: decisionBody.extend({ goodRowsOnly: z.boolean().default(false) }),
  answer: record,
  handle: (ctx, { params, body }) =>
    ctx.inTx(async (tx) => {
      const { row, standing } = await mayLoad(ctx, tx, params.id, 'commit', body.version);
      const errors = row.counts.error ?? 0;
      if (errors > 0 && !body.goodRowsOnly)
        throw new Problem(409, 'rows-wrong', { vi: `Còn ${errors} dòng lỗi nên chưa ghi được cả tệp. Hãy sửa tệp rồi nạp lại, hoặc chọn "Chỉ ghi các dòng đúng".`, en: `${errors} rows are wrong: correct the file, or write the good rows only.` });
      if (missingFields(sheetSpecs[row.kind], row.mapping).length > 0) throw badField('mapping', 'Hãy chọn cột cho các mục bắt buộc trước.', 'Choose the columns of the required fields first.');
      return await moved(ctx, tx, { row, standing }, 'commit', { state: 'committing', set: { goodRowsOnly: body.goodRowsOnly, rowsDone: 0, committedBy: ctx.me.id, refusal: null } });
    }),
});

const cancel = verb({
  method: 'post',
  path: '/api/imports/{id}/cancel',
  summary: 'Stop it at any time; what a running commit has written is taken back',
  access: { action: 'import.run', target: 'unit' },
  params: byId,
  idempotent: true,
  body: decisionBody.partial(),
  answer: record,
  handle: (ctx, { params, body }) =>
    ctx.inTx(async (tx) => moved(ctx, tx, await mayLoad(ctx, tx, params.id, 'cancel', body.version), 'cancel', { state: 'cancelled', set: {} })),
});

const undo = verb({
  method: 'post',
  path: '/api/imports/{id}/undo',
  summary: 'Take a whole import back, while nothing depends on it',
  access: { action: 'import.run', target: 'unit' },
  params: byId,
  idempotent: true,
  body: decisionBody,
  answer: record,
  handle: (ctx, { params, body }) =>
    ctx.inTx(async (tx) => moved(ctx, tx, await mayLoad(ctx, tx, params.id, 'undo', body.version), 'undo', { state: 'undoing', set: { undoneBy: ctx.me.id, refusal: null } })),
});

async function moved(ctx: StaffCtx, tx: Parameters<typeof importById>[0], found: Awaited<ReturnType<typeof mayLoad>>, action: 'commit' | 'cancel' | 'undo', to: Parameters<typeof moveImport>[3]) {
  // The same press again finds the import where the first left it.
  if (found.row.state !== to.state && !(await moveImport(tx, found.row, action, to, { actorId: ctx.me.id, actingFor: found.standing.staffId, now: ctx.now }))) throw changedMeanwhile();
  return await shown(ctx, found.row.id, tx);
}

const keyReused = () => new Problem(422, 'key-reused', { vi: 'Mã chống gửi trùng đã dùng cho việc khác. Hãy tải lại trang.', en: 'This Idempotency-Key was used for something else. Reload the page.' });

export const importVerbs = [list, upload, one, rows, mapColumns, commit, cancel, undo];
