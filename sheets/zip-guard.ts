import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { SheetRefused } from './refused.ts';

/** A list of 113,000 pupils unpacks to about 120 MB, 25 to 1. */
const mostBytes = 600 * 1024 * 1024;
const mostEntries = 2_000;
const mostRatio = 250;
/** Below this a high ratio is no harm. */
const ratioFrom = 8 * 1024 * 1024;

/** What was seen on the way. `file`: the number in a worksheet's file name. `stamp`: the keywords of the document. */
export type SheetFacts = { name: string; file: string; rows: number; merges: readonly string[] };
export type ZipFacts = { sheets: readonly SheetFacts[]; stamp: string | null };

const forbidden: readonly { pattern: RegExp; vi: string; en: string }[] = [
  { pattern: /vbaProject\.bin$|\.xlm$|^xl\/macrosheets\//i, vi: 'Tệp có macro nên không nhận. Hãy lưu lại dạng .xlsx (Excel Workbook) rồi tải lên.', en: 'The file has macros. Save it as .xlsx and upload that.' },
  { pattern: /^xl\/externalLinks\//i, vi: 'Tệp có liên kết tới tệp khác nên không nhận. Hãy dùng Data → Edit Links → Break Link, lưu lại rồi tải lên.', en: 'The file links to other files. Break the links, save and upload again.' },
  { pattern: /^xl\/(embeddings|activeX)\//i, vi: 'Tệp có đối tượng nhúng nên không nhận. Hãy sao chép bảng sang tệp mới rồi tải lên.', en: 'The file has embedded objects. Copy the table to a new file.' },
];

const bomb = (): SheetRefused => new SheetRefused('Tệp bung ra quá lớn so với một danh sách. Hãy sao chép riêng bảng dữ liệu sang tệp mới rồi tải lên.', 'The file unpacks to far more than a list. Copy the table alone to a new file.');
const broken = (): SheetRefused => new SheetRefused('Tệp bị hỏng hoặc tải lên chưa trọn. Hãy mở bằng Excel, lưu lại rồi tải lên lần nữa.', 'The file is damaged or incomplete. Open it in Excel, save and upload again.');

/**
 * Unpacks every part once and keeps nothing: the sizes in a zip's own directory may lie, so the bytes are counted as they come.
 * Refuses bombs, macros, links to other files and XML that declares entities.
 */
export async function guardZip(path: string): Promise<ZipFacts> {
  const zip = await opened(path);
  const parts = new Map<string, { rows: number; merges: string[] }>();
  const texts = new Map<string, string>();
  let total = 0;
  try {
    if (zip.entryCount > mostEntries) throw bomb();
    for await (const entry of entriesOf(zip)) {
      const banned = forbidden.find((one) => one.pattern.test(entry.fileName));
      if (banned) throw new SheetRefused(banned.vi, banned.en);
      if (entry.isEncrypted()) throw new SheetRefused('Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên.', 'The file has a password. Remove it and upload again.');
      const seen = new PartReader(entry.fileName);
      let size = 0;
      for await (const chunk of await streamOf(zip, entry)) {
        const bytes = chunk as Buffer;
        size += bytes.length;
        total += bytes.length;
        if (total > mostBytes || (size > ratioFrom && size > mostRatio * Math.max(1, entry.compressedSize))) throw bomb();
        seen.take(bytes);
      }
      if (seen.sheet !== null) parts.set(seen.sheet, { rows: seen.rows, merges: seen.merges });
      if (seen.text !== null) texts.set(entry.fileName, seen.text);
    }
  } catch (failure) {
    throw failure instanceof SheetRefused ? failure : broken();
  } finally {
    zip.close();
  }
  const sheets = sheetsOf(texts, parts);
  if (sheets.length === 0) throw new SheetRefused('Đây không phải là tệp Excel. Hãy lưu danh sách dạng .xlsx rồi tải lên.', 'This is not an Excel file. Save the list as .xlsx.');
  return { sheets, stamp: /<cp:keywords>([^<]{1,200})<\/cp:keywords>/.exec(texts.get('docProps/core.xml') ?? '')?.[1] ?? null };
}

/** Small parts that say which worksheet is which. */
const indexes = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'docProps/core.xml'];

function sheetsOf(texts: ReadonlyMap<string, string>, parts: ReadonlyMap<string, { rows: number; merges: string[] }>): SheetFacts[] {
  const attribute = (tag: string, name: string): string => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  const targets = new Map([...(texts.get('xl/_rels/workbook.xml.rels') ?? '').matchAll(/<Relationship\s[^>]*>/g)].map(([tag]) => [attribute(tag, 'Id'), attribute(tag, 'Target')]));
  return [...(texts.get('xl/workbook.xml') ?? '').matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].flatMap(([tag]) => {
    const file = /sheet(\d+)\.xml$/i.exec(targets.get(attribute(tag, 'r:id')) ?? '')?.[1];
    const part = file === undefined ? undefined : parts.get(file);
    return file === undefined || part === undefined ? [] : [{ name: unescaped(attribute(tag, 'name')), file, ...part }];
  });
}

/** Reads the head of a part for entity declarations, and of a worksheet its size and merged cells. */
class PartReader {
  readonly sheet: string | null;
  rows = 0;
  readonly merges: string[] = [];
  /** Whole, for the small parts that say which sheet is which. */
  text: string | null = null;
  private head = '';
  private tail = '';
  private readonly isXml: boolean;

  constructor(fileName: string) {
    this.sheet = /^xl\/worksheets\/sheet(\d+)\.xml$/i.exec(fileName)?.[1] ?? null;
    if (indexes.includes(fileName)) this.text = '';
    this.isXml = /\.(xml|rels|vml)$/i.test(fileName);
  }

  take(bytes: Buffer): void {
    if (!this.isXml) return;
    if (this.text !== null && this.text.length < 500_000) this.text += bytes.toString('utf8');
    if (this.head.length < 4_096) {
      this.head += bytes.toString('latin1', 0, 4_096);
      // Entities expand to gigabytes; no office program writes a DOCTYPE.
      if (/<!DOCTYPE|<!ENTITY/i.test(this.head)) throw new SheetRefused('Tệp có nội dung XML lạ nên không nhận. Hãy sao chép bảng sang tệp mới rồi tải lên.', 'The file has strange XML. Copy the table to a new file.');
      const size = /<dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"/.exec(this.head)?.[1];
      if (size !== undefined) this.rows = Number(size);
    }
    if (this.sheet === null) return;
    if (this.tail === '' && !bytes.includes('<mergeCell')) return;
    // `<mergeCells` stand after all rows: from there on the text is short.
    this.tail += bytes.toString('latin1');
    for (const found of this.tail.matchAll(/<mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"/g)) if (this.merges.length < 20_000) this.merges.push(found[1] ?? '');
    this.tail = this.tail.slice(Math.max(0, this.tail.lastIndexOf('<mergeCell')));
    if (this.tail.includes('/>')) this.tail = ' ';
  }
}

function opened(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (failure, zip) => (failure ? reject(broken()) : resolve(zip)));
  });
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const done = (): void => {
        zip.off('entry', onEntry);
        zip.off('end', onEnd);
        zip.off('error', onError);
      };
      const onEntry = (one: Entry): void => (done(), resolve(one));
      const onEnd = (): void => (done(), resolve(null));
      const onError = (failure: Error): void => (done(), reject(failure));
      zip.on('entry', onEntry).on('end', onEnd).on('error', onError);
      zip.readEntry();
    });
    if (entry === null) return;
    yield entry;
  }
}

function streamOf(zip: ZipFile, entry: Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (failure, stream) => (failure ? reject(failure) : resolve(stream)));
  });
}

function unescaped(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) =>
    decimal !== undefined ? String.fromCodePoint(Number(decimal)) : hex !== undefined ? String.fromCodePoint(Number.parseInt(hex, 16)) : (named[name ?? ''] ?? whole));
}
