import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { PrintJob } from './print.ts';
import { renderSlips } from './render.ts';

// One job a process: the slips come in, the PDF goes out. Nothing is written to disk or log.
const { sheets, publicUrl } = (await json(process.stdin)) as PrintJob;
const document = await renderSlips(sheets, { publicUrl });
if (document) await pipeline(document, process.stdout);
