import { z } from '@hono/zod-openapi';
import { addFile, attachFile, detachFile, fileById } from '../../db/queries/files.ts';
import { sealedUnder } from '../../db/sealed-file.ts';
import { keepUpload, sendFile } from '../file-store.ts';
import { notFound } from '../problem.ts';
import { fileRefShape, okShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';
import { noted, taskFor } from './task-actions.ts';

const attach = verb({
  method: 'post',
  path: '/api/tasks/{id}/files',
  summary: 'Attach a file: PDF, DOCX, XLSX, XLS, CSV, PNG, JPG, at most 20 MB',
  access: { action: 'task.answer', target: 'unit' },
  params: byId,
  upload: true,
  status: 201,
  answer: fileRefShape,
  async handle(ctx, { params }) {
    // Before the bytes are read: who may not attach uploads nothing.
    await ctx.inTx((tx) => taskFor(ctx, tx, params.id, 'attach'));
    const kept = await keepUpload(ctx.raw, ctx.deps.config.dataDir);
    return await ctx.inTx(async (tx) => {
      const found = await taskFor(ctx, tx, params.id, 'attach');
      const file = await addFile(tx, { ...kept, unitPath: found.task.unitPath, uploadedBy: ctx.me.id });
      await attachFile(tx, params.id, file.id);
      await noted(ctx, tx, found, { action: 'attach', note: file.name, details: { sha256: kept.sha256, size: kept.size } });
      return file;
    });
  },
});

const detach = verb({
  method: 'delete',
  path: '/api/tasks/{id}/files/{fileId}',
  summary: 'Take an attachment off',
  access: { action: 'task.answer', target: 'unit' },
  params: z.object({ id: uuid, fileId: uuid }),
  answer: okShape,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const found = await taskFor(ctx, tx, params.id, 'attach');
      const file = await fileById(tx, params.fileId);
      if (!file || !(await detachFile(tx, params.id, params.fileId))) throw notFound();
      await noted(ctx, tx, found, { action: 'attach', note: `− ${file.name}`, details: { removed: file.sha256 } });
      return { ok: true };
    });
  },
});

const download = verb({
  method: 'get',
  path: '/api/files/{id}',
  summary: 'Download a file',
  access: { action: 'staff', target: 'unit' },
  params: byId,
  answer: z.string().openapi({ format: 'binary' }),
  async handle(ctx, { params }) {
    const file = await ctx.inTx((tx) => fileById(tx, params.id));
    // A sealed list is handed out by its own route, which writes down who took it.
    if (!file || file.unitPath.startsWith(sealedUnder)) throw notFound();
    return await sendFile(ctx.deps.config.dataDir, file);
  },
});

export const fileVerbs = [attach, detach, download];
