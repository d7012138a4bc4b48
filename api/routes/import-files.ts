import { PassThrough, Readable } from 'node:stream';
import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { adapters } from '../../db/queries/import-adapters.ts';
import { faultsOf } from '../../db/queries/imports.ts';
import { unitById } from '../../db/queries/units.ts';
import { importKinds } from '../../domain/import.ts';
import type { ImportKind } from '../../domain/import.ts';
import { standingFor } from '../../domain/policy.ts';
import { sheetSpecs } from '../../domain/sheet-specs.ts';
import type { UnitRef } from '../../db/queries/sessions.ts';
import { writeMarked } from '../../sheets/marked.ts';
import { writeTemplate } from '../../sheets/template.ts';
import { keptPath } from '../file-store.ts';
import { openImport, standingToLoad } from '../import-view.ts';
import { notAllowed, notFound } from '../problem.ts';
import { byId, uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const book = z.string().openapi({ format: 'binary' });
const ofKind = z.object({ kind: z.enum(importKinds) });
const forUnit = z.object({ unitId: uuid });

/** What `write` puts out, as a download, while it is written; a failure in the middle breaks the download off. */
function download(ctx: StaffCtx, name: string, write: (out: PassThrough) => Promise<void>): Response {
  const out = new PassThrough();
  void write(out).catch((failure: unknown) => {
    ctx.deps.log.error({ err: failure instanceof Error ? failure.name : typeof failure, file: name }, 'a sheet was not written to its end');
    out.destroy(failure instanceof Error ? failure : new Error('the sheet broke off'));
  });
  return new Response(Readable.toWeb(out) as ReadableStream<Uint8Array>, {
    headers: { 'Content-Type': xlsx, 'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`, 'Content-Security-Policy': "default-src 'none'; sandbox", 'Cache-Control': 'no-store' },
  });
}

async function unitToLoad(ctx: StaffCtx, kind: ImportKind, unitId: string): Promise<UnitRef> {
  const unit = await ctx.inTx((tx) => unitById(tx, unitId));
  if (!unit) throw notFound();
  standingToLoad(ctx.actor, kind, unit);
  return unit;
}

const template = verb({
  method: 'get',
  path: '/api/imports/templates/{kind}',
  summary: 'The template of a list, with drop-downs of the unit',
  access: { action: 'import.run', target: 'unit' },
  params: ofKind,
  query: forUnit,
  answer: book,
  async handle(ctx, { params, query }) {
    const unit = await unitToLoad(ctx, params.kind, query.unitId);
    const lists = await ctx.inTx((tx) => adapters[params.kind].lists(tx, { unit }));
    return download(ctx, `mua-mau-${params.kind}.xlsx`, (out) => writeTemplate(out, sheetSpecs[params.kind], { lists }));
  },
});

const pageRows = 1_000;

/** Page by page, each its own short transaction. */
async function* presentRows(ctx: StaffCtx, kind: ImportKind, unit: UnitRef, numbers: boolean): AsyncGenerator<Record<string, string>> {
  for (let after: string | null = ''; after !== null;) {
    const from: string = after;
    const page = await ctx.inTx((tx) => adapters[kind].present(tx, { unit, secrets: ctx.deps.secrets }, from, pageRows));
    // An empty cell says nothing: loaded again, a number that was left out stays as it is.
    for (const row of page.rows) yield numbers ? row : { ...row, ...('personalNumber' in row && { personalNumber: '' }) };
    after = page.last;
  }
}

const present = verb({
  method: 'get',
  path: '/api/imports/export/{kind}',
  summary: 'The present records in the same Excel; personal numbers only with a reason',
  access: { action: 'import.run', target: 'unit' },
  params: ofKind,
  query: forUnit.extend({ reason: z.string().trim().min(5).max(500).optional() }),
  answer: book,
  async handle(ctx, { params, query }) {
    const unit = await unitToLoad(ctx, params.kind, query.unitId);
    const { reason } = query;
    if (reason !== undefined) {
      const standing = standingFor(ctx.actor, 'number.reveal', { unitPath: unit.path });
      if (!standing) throw notAllowed();
      await ctx.inTx((tx) => recordAudit(tx, { at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'number.reveal-list', subjectType: 'unit', subjectId: unit.id, unitPath: unit.path, details: { kind: params.kind, reason } }));
    }
    const lists = await ctx.inTx((tx) => adapters[params.kind].lists(tx, { unit }));
    return download(ctx, `mua-${params.kind}-${unit.code}.xlsx`, (out) => writeTemplate(out, sheetSpecs[params.kind], { lists, rows: presentRows(ctx, params.kind, unit, reason !== undefined) }));
  },
});

const marked = verb({
  method: 'get',
  path: '/api/imports/{id}/marked',
  summary: 'The own file with wrong cells red, a note on each and a column of errors',
  access: { action: 'import.read', target: 'unit' },
  params: byId,
  answer: book,
  async handle(ctx, { params }) {
    const { row, faults } = await ctx.inTx(async (tx) => ({ row: await openImport(ctx, tx, params.id), faults: await faultsOf(tx, params.id) }));
    const path = await keptPath(ctx.deps.config.dataDir, row.file.sha256);
    const marks = new Map(faults.map((one) => [one.rowNumber, one.problems]));
    const name = `${row.file.name.replace(/\.[^.]*$/, '')}-can-sua.xlsx`;
    return download(ctx, name, (out) => writeMarked(path, out, { mediaType: row.file.mediaType, spec: sheetSpecs[row.kind], mapping: row.mapping, marks }));
  },
});

export const importFileVerbs = [template, present, marked];
