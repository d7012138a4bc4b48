import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import { storedFile } from '../db/file-path.ts';
import { attachmentExtensionOf, attachmentTypes, largestAttachment } from '../domain/attachment.ts';
import type { AttachmentExtension } from '../domain/attachment.ts';
import { clean } from '../domain/text.ts';
import { bodyWithin } from './edge/body.ts';
import { Problem } from './problem.ts';

/** What the content of each type must then be. Old Office files are all one container; a CSV has no signature. */
const contents: Record<AttachmentExtension, string | undefined> = {
  '.pdf': 'pdf',
  '.docx': 'docx',
  '.xlsx': 'xlsx',
  '.xls': 'cfb',
  '.csv': undefined,
  '.png': 'png',
  '.jpg': 'jpg',
  '.jpeg': 'jpg',
};

export type KeptFile = { sha256: string; name: string; mediaType: string; size: number };

const wrongType = () =>
  new Problem(415, 'file-type', {
    vi: 'Chỉ nhận tệp PDF, DOCX, XLSX, XLS, CSV, PNG, JPG, và nội dung phải đúng với đuôi tệp. Hãy chọn tệp khác.',
    en: 'Only PDF, DOCX, XLSX, XLS, CSV, PNG and JPG whose content matches the extension. Choose another file.',
  });
const notAList = () =>
  new Problem(415, 'not-a-list', {
    vi: 'Danh sách phải là tệp Excel (.xlsx, .xls) hoặc CSV. Hãy lưu lại theo một trong các dạng đó rồi nạp.',
    en: 'A list must be an Excel file (.xlsx, .xls) or CSV. Save it as one of these and load it again.',
  });
const tooLarge = () =>
  new Problem(413, 'file-size', {
    vi: 'Tệp lớn hơn 20 MB. Hãy nén hoặc chia nhỏ.',
    en: 'The file is larger than 20 MB. Compress or split it.',
  });

/** Reads the part `file` of a multipart request, checks it, and keeps it under its hash; `only`: of these types. Throws a `Problem`. */
export async function keepUpload(request: Request, dataDir: string, only?: readonly AttachmentExtension[]): Promise<KeptFile> {
  const { bytes, name, mediaType } = await readUpload(request, only);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await writeOnce(storedFile(dataDir, sha256), bytes);
  return { sha256, name, mediaType, size: bytes.length };
}

/** Reads and checks the part `file` without keeping it: for what must not lie on disk as it came. Throws a `Problem`. */
export async function readUpload(request: Request, only?: readonly AttachmentExtension[]): Promise<{ bytes: Buffer; name: string; mediaType: string }> {
  const body = await bodyWithin(request, largestAttachment + 64 * 1024);
  if (body === null) throw tooLarge();
  const headers = { 'Content-Type': request.headers.get('content-type') ?? '' };
  const form = await new Response(new Uint8Array(body), { headers }).formData().catch(() => null);
  const part = form?.get('file');
  if (!(part instanceof File)) throw new Problem(422, 'file-missing', { vi: 'Hãy chọn một tệp.', en: 'Choose a file.' });
  if (part.size > largestAttachment) throw tooLarge();
  const bytes = Buffer.from(await part.arrayBuffer());
  const extension = attachmentExtensionOf(part.name);
  if (only && (extension === null || !only.includes(extension))) throw notAList();
  return { bytes, name: nameOf(part.name), mediaType: await mediaTypeOf(part.name, bytes) };
}

async function mediaTypeOf(name: string, bytes: Buffer): Promise<string> {
  const extension = attachmentExtensionOf(name);
  if (extension === null || bytes.length === 0) throw wrongType();
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (found?.ext !== contents[extension]) throw wrongType();
  // A CSV has no signature: it must at least be text.
  if (extension === '.csv' && bytes.includes(0)) throw wrongType();
  return attachmentTypes[extension];
}

/** A name for people: no folders, no control characters. */
function nameOf(given: string): string {
  const last = clean(given.split(/[\\/]/).at(-1) ?? '').replace(/\p{C}/gu, '');
  return last.slice(-150) || 'tep';
}

/** On disk and flushed before any row names it; the same content twice is one file. */
async function writeOnce(path: string, bytes: Buffer): Promise<void> {
  if (await stat(path).catch(() => null)) return;
  await mkdir(join(path, '..'), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (failure) {
    await rm(draft, { force: true });
    throw failure;
  }
}

/** Where the bytes are; a 404 of its own when they are gone. */
export async function keptPath(dataDir: string, sha256: string): Promise<string> {
  const path = storedFile(dataDir, sha256);
  if (await stat(path).catch(() => null)) return path;
  throw new Problem(404, 'file-gone', {
    vi: 'Tệp không còn trên máy chủ. Hãy báo quản trị viên.',
    en: 'The file is gone from the server. Tell the administrator.',
  });
}

/** Streams a kept file as a download; never rendered in our origin. */
export async function sendFile(dataDir: string, file: KeptFile): Promise<Response> {
  const path = await keptPath(dataDir, file.sha256);
  return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>, {
    headers: {
      'Content-Type': file.mediaType,
      'Content-Length': String(file.size),
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'no-store',
    },
  });
}
