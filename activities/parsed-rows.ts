import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ReadRow } from '../db/queries/import-scope.ts';
import type { Text } from '../domain/plan.ts';
import { parseRow } from '../domain/sheet-row.ts';
import { sheetSpecs } from '../domain/sheet-specs.ts';
import type { SheetMapping } from '../domain/sheet.ts';
import type { ImportKind } from '../domain/import.ts';
import { openSheet } from '../sheets/open-sheet.ts';
import { SheetRefused } from '../sheets/refused.ts';

export type FileOfRows = { path: string; mediaType: string; kind: ImportKind };
/** A file whose columns are known; its rows come parsed, by some hundred. `rows` is called once, `close` always. */
export type ParsedRows = {
  headers: string[];
  estimatedRows: number;
  rows: (mapping: SheetMapping, after: number) => AsyncIterable<ReadRow[]>;
  close: () => Promise<void>;
};

/** main → thread, and back. `taken`: one batch more may be sent. */
export type ToThread = { mapping: SheetMapping; after: number } | 'taken';
export type FromThread = { headers: string[]; estimatedRows: number } | { batch: ReadRow[] } | { end: true } | { refused: Text };

const rowsPerMessage = 500;
/** Messages on their way: the thread stays ahead, and no file fills the memory. */
export const messagesAhead = 8;
/** A class is read sooner than a thread starts; a province's list would keep the worker from everything else for seconds. */
const threadFromBytes = 100_000;

export async function openParsed(file: FileOfRows): Promise<ParsedRows> {
  const { size } = await stat(file.path);
  return size < threadFromBytes ? await openHere(file) : await openInThread(file);
}

/** Parsed rows of an opened file, `after` a row. */
export async function* parsedBatches(kind: ImportKind, rows: AsyncIterable<{ rowNumber: number; cells: Parameters<typeof parseRow>[1] }>, mapping: SheetMapping, after: number): AsyncGenerator<ReadRow[]> {
  let batch: ReadRow[] = [];
  for await (const { rowNumber, cells } of rows) {
    if (rowNumber <= after) continue;
    batch.push({ rowNumber, ...parseRow(sheetSpecs[kind], cells, mapping) });
    if (batch.length < rowsPerMessage) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function openHere({ path, mediaType, kind }: FileOfRows): Promise<ParsedRows> {
  const sheet = await openSheet(path, { mediaType, spec: sheetSpecs[kind] });
  let used = false;
  return {
    headers: sheet.headers, estimatedRows: sheet.estimatedRows,
    rows: (mapping, after) => {
      used = true;
      return parsedBatches(kind, sheet.rows, mapping, after);
    },
    async close() {
      // What is open hangs on rows that nobody reads.
      if (!used) for await (const _ of sheet.rows) return;
    },
  };
}

/** A thread has no loader of TypeScript of its own: it registers one, then becomes the script. */
const entry = "const { workerData } = require('node:worker_threads'); import(workerData.loader).then(({ register }) => { register(); return import(workerData.script); });";
// The module beside what `require` finds: the CommonJS one looks for its own parts from the wrong folder.
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api').replace(/\.cjs$/, '.mjs')).href;

async function openInThread(file: FileOfRows): Promise<ParsedRows> {
  const thread = new Worker(entry, { eval: true, execArgv: [], workerData: { ...file, loader, script: new URL('./parsing-thread.ts', import.meta.url).href } });
  const waiting: FromThread[] = [];
  let wake = (): void => undefined;
  let failed: Error | null = null;
  thread.on('message', (message: FromThread) => {
    waiting.push(message);
    wake();
  });
  thread.on('error', (failure) => {
    failed = failure instanceof Error ? failure : new Error('the parsing thread failed');
    wake();
  });
  thread.on('exit', () => {
    failed ??= new Error('the parsing thread ended');
    wake();
  });
  const next = async (): Promise<FromThread> => {
    for (;;) {
      const message = waiting.shift();
      if (message && 'refused' in message) throw new SheetRefused(message.refused.vi, message.refused.en);
      if (message) return message;
      if (failed) throw failed;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const tell = (message: ToThread): void => thread.postMessage(message, []);
  const close = async (): Promise<void> => void (await thread.terminate());
  try {
    const first = await next();
    if (!('headers' in first)) throw new Error('the parsing thread began with rows');
    return {
      ...first, close,
      async *rows(mapping, after) {
        tell({ mapping, after });
        for (let message = await next(); 'batch' in message; message = await next()) {
          tell('taken');
          yield message.batch;
        }
      },
    };
  } catch (failure) {
    await close();
    throw failure;
  }
}
