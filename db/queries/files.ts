import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { files } from '../schema/seasons.ts';
import { taskFiles } from '../schema/tasks.ts';

export type FileRef = { id: string; name: string; mediaType: string; size: number };
export type StoredFile = FileRef & { sha256: string; unitPath: string };
const ref = { id: files.id, name: files.name, mediaType: files.mediaType, size: files.size };

export type NewFile = Omit<StoredFile, 'id'> & { uploadedBy: string };
export async function addFile(tx: Tx, file: NewFile): Promise<FileRef> {
  const [row] = await tx.insert(files).values(file).returning(ref);
  if (!row) throw new Error('the file row did not come back');
  return row;
}

export async function fileById(tx: Tx, id: string): Promise<StoredFile | null> {
  const [row] = await tx
    .select({ ...ref, sha256: files.sha256, unitPath: files.unitPath })
    .from(files)
    .where(eq(files.id, id));
  return row ?? null;
}

export async function fileRefs(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, FileRef>> {
  const wanted = ids.filter((one) => one !== null);
  if (wanted.length === 0) return new Map();
  const rows = await tx.select(ref).from(files).where(inArray(files.id, wanted));
  return new Map(rows.map((row) => [row.id, row]));
}

export async function filesOfTask(tx: Tx, taskId: string): Promise<FileRef[]> {
  return await tx
    .select(ref)
    .from(taskFiles)
    .innerJoin(files, eq(files.id, taskFiles.fileId))
    .where(eq(taskFiles.taskId, taskId))
    .orderBy(taskFiles.createdAt);
}

export async function attachFile(tx: Tx, taskId: string, fileId: string): Promise<void> {
  await tx.insert(taskFiles).values({ taskId, fileId });
}

/** False when the task has no such file. The bytes stay: other rows may name the same content. */
export async function detachFile(tx: Tx, taskId: string, fileId: string): Promise<boolean> {
  const gone = await tx
    .delete(taskFiles)
    .where(and(eq(taskFiles.taskId, taskId), eq(taskFiles.fileId, fileId)))
    .returning({ id: taskFiles.id });
  return gone.length > 0;
}
