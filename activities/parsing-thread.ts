import { parentPort, workerData } from 'node:worker_threads';
import { openSheet } from '../sheets/open-sheet.ts';
import { SheetRefused } from '../sheets/refused.ts';
import { sheetSpecs } from '../domain/sheet-specs.ts';
import { messagesAhead, parsedBatches } from './parsed-rows.ts';
import type { FileOfRows, FromThread, ToThread } from './parsed-rows.ts';

// A thread of the worker: unpacks and parses one large file, beside the stories and answers that go on meanwhile.
const { path, mediaType, kind } = workerData as FileOfRows;
const tell = (message: FromThread): void => parentPort?.postMessage(message, []);
let onTaken = (): void => undefined;
let ahead = 0;

async function read(mapping: Record<string, number>, after: number, rows: Parameters<typeof parsedBatches>[1]): Promise<void> {
  for await (const batch of parsedBatches(kind, rows, mapping, after)) {
    tell({ batch });
    ahead += 1;
    if (ahead >= messagesAhead) {
      await new Promise<void>((resolve) => {
        onTaken = resolve;
      });
    }
  }
  tell({ end: true });
}

try {
  const sheet = await openSheet(path, { mediaType, spec: sheetSpecs[kind] });
  const asked = new Promise<Exclude<ToThread, 'taken'>>((resolve) => {
    parentPort?.on('message', (message: ToThread) => {
      if (message !== 'taken') return resolve(message);
      ahead -= 1;
      return onTaken();
    });
  });
  tell({ headers: sheet.headers, estimatedRows: sheet.estimatedRows });
  const { mapping, after } = await asked;
  await read(mapping, after, sheet.rows);
} catch (failure) {
  if (!(failure instanceof SheetRefused)) throw failure;
  tell({ refused: failure.why });
}
parentPort?.close();
