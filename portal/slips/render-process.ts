import type { PrintAnswer, PrintJob } from './print.ts';
import { renderRegistrations, renderSlips } from './render.ts';

// One job after another: the slips come in, the PDF goes out by pieces. Nothing is written to disk or log.
process.on('message', (job: PrintJob) => void print(job));
process.on('disconnect', () => process.exit());

const pieceBytes = 65_536;

async function print(job: PrintJob): Promise<void> {
  try {
    const document = 'registrations' in job ? await renderRegistrations(job.registrations) : await renderSlips(job.sheets, { publicUrl: job.publicUrl });
    for await (const piece of piecesOf(document)) await tell({ piece });
    await tell({ over: 'done' });
  } catch {
    await tell({ over: 'failed' });
  }
}

/** The document comes by scraps of some bytes: each message holds many. */
async function* piecesOf(document: NodeJS.ReadableStream | null): AsyncGenerator<Buffer> {
  let scraps: Buffer[] = [];
  let held = 0;
  for await (const scrap of document ?? []) {
    scraps.push(Buffer.from(scrap));
    held += scrap.length;
    if (held < pieceBytes) continue;
    yield Buffer.concat(scraps);
    [scraps, held] = [[], 0];
  }
  if (held > 0) yield Buffer.concat(scraps);
}

/** Resolved when it has left, so that a big school does not stand in memory twice. */
function tell(answer: PrintAnswer): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(answer, (failure: Error | null) => (failure ? reject(failure) : resolve()));
  });
}
