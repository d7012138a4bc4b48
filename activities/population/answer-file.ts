import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BatchProblem } from '../../domain/identity.ts';
import { SheetRefused } from '../../sheets/refused.ts';
import { guardZip } from '../../sheets/zip-guard.ts';
import { readAnswerFile } from './file.ts';
import type { AnswerFile } from './file.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Reads an answer file that a person uploaded: a bomb, a macro or another list becomes a problem for people and never a failure of the batch. */
export async function readSafely(bytes: Buffer, mediaType: string): Promise<{ read: AnswerFile | null; problem: BatchProblem | null }> {
  try {
    if (mediaType === xlsx) await guard(bytes);
    const read = readAnswerFile(bytes, mediaType);
    if (read === null) return { read, problem: 'file-not-ours' };
    return { read, problem: read.unreadable > 0 ? 'rows-unreadable' : null };
  } catch (failure) {
    if (failure instanceof SheetRefused) return { read: null, problem: 'file-refused' };
    // Whatever a broken file makes of its reader: it cannot be read, and a repeat would find the same.
    return { read: null, problem: 'file-not-ours' };
  }
}

/** The guard reads from disk; the copy holds personal data and is gone at once. */
async function guard(bytes: Buffer): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mua-answer-'));
  try {
    const path = join(folder, 'answer.xlsx');
    await writeFile(path, bytes, { mode: 0o600 });
    await guardZip(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
