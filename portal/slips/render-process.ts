import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { PrintJob } from './print.ts';
import { renderRegistrations, renderSlips } from './render.ts';

// One job a process: the slips come in, the PDF goes out. Nothing is written to disk or log.
const job = (await json(process.stdin)) as PrintJob;
const document = 'registrations' in job ? await renderRegistrations(job.registrations) : await renderSlips(job.sheets, { publicUrl: job.publicUrl });
if (document) await pipeline(document, process.stdout);
