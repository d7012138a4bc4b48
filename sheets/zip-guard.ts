import { SheetRefused } from './refused.ts';
import { entriesOf, openZip, streamOf } from './zip-file.ts';

/** A list of 113,000 pupils unpacks to about 120 MB, 25 to 1. */
const mostBytes = 600 * 1024 * 1024;
const mostEntries = 2_000;
const mostRatio = 250;
/** Below this a high ratio is no harm. */
const ratioFrom = 8 * 1024 * 1024;
/** Parts that are held in memory to read a sheet: all texts of a province are about 90 MB. */
const mostHeld: readonly { pattern: RegExp; bytes: number }[] = [
  { pattern: /^xl\/sharedStrings\.xml$/i, bytes: 160 * 1024 * 1024 },
  { pattern: /^xl\/styles\.xml$/i, bytes: 16 * 1024 * 1024 },
];

/** What was seen on the way. `part`: the worksheet's name in the zip. `rows`: as the file says, 0 when it does not. */
export type SheetFacts = { name: string; part: string; rows: number; merges: readonly string[] };
/** `stamp`: the keywords of the document. `is1904`: days are counted from 1904, as Macs did. */
export type ZipFacts = { sheets: readonly SheetFacts[]; stamp: string | null; is1904: boolean; sharedStrings: string | null; styles: string | null };

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
  const zip = await openZip(path).catch(() => {
    throw broken();
  });
  const parts = new Map<string, SheetPart>();
  const names = new Map<string, string>();
  const texts = new Map<string, string>();
  let total = 0;
  try {
    if (zip.entryCount > mostEntries) throw bomb();
    for await (const entry of entriesOf(zip)) {
      const banned = forbidden.find((one) => one.pattern.test(entry.fileName));
      if (banned) throw new SheetRefused(banned.vi, banned.en);
      if (entry.isEncrypted()) throw new SheetRefused('Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên.', 'The file has a password. Remove it and upload again.');
      // Two parts of one name: programs differ about which is meant.
      if (names.has(entry.fileName.toLowerCase())) throw broken();
      names.set(entry.fileName.toLowerCase(), entry.fileName);
      const held = Math.min(mostBytes, ...mostHeld.filter((one) => one.pattern.test(entry.fileName)).map((one) => one.bytes));
      const seen = new PartReader(entry.fileName);
      let size = 0;
      for await (const chunk of await streamOf(zip, entry)) {
        const bytes = chunk as Buffer;
        size += bytes.length;
        total += bytes.length;
        if (total > mostBytes || size > held || (size > ratioFrom && size > mostRatio * Math.max(1, entry.compressedSize))) throw bomb();
        seen.take(bytes);
      }
      if (seen.isSheet) parts.set(entry.fileName.toLowerCase(), { part: entry.fileName, rows: seen.rows, merges: seen.merges });
      if (seen.text !== null) texts.set(entry.fileName, seen.text);
    }
  } catch (failure) {
    throw failure instanceof SheetRefused ? failure : broken();
  } finally {
    zip.close();
  }
  const sheets = sheetsOf(texts, parts);
  if (sheets.length === 0) throw new SheetRefused('Đây không phải là tệp Excel. Hãy lưu danh sách dạng .xlsx rồi tải lên.', 'This is not an Excel file. Save the list as .xlsx.');
  return {
    sheets,
    stamp: /<cp:keywords>([^<]{1,200})<\/cp:keywords>/.exec(texts.get('docProps/core.xml') ?? '')?.[1] ?? null,
    is1904: /<(?:\w+:)?workbookPr\s[^>]*date1904="(?:1|true)"/.test(texts.get('xl/workbook.xml') ?? ''),
    sharedStrings: names.get('xl/sharedstrings.xml') ?? null,
    styles: names.get('xl/styles.xml') ?? null,
  };
}

/** Small parts that say which worksheet is which. */
const indexes = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'docProps/core.xml'];
type SheetPart = Pick<SheetFacts, 'part' | 'rows' | 'merges'>;

/** In the order in which Excel shows them, whatever their parts are called. */
function sheetsOf(texts: ReadonlyMap<string, string>, parts: ReadonlyMap<string, SheetPart>): SheetFacts[] {
  const attribute = (tag: string, name: string): string => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  const targets = new Map([...(texts.get('xl/_rels/workbook.xml.rels') ?? '').matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)].map(([tag]) => [attribute(tag, 'Id'), attribute(tag, 'Target')]));
  return [...(texts.get('xl/workbook.xml') ?? '').matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].flatMap(([tag]) => {
    const target = targets.get(attribute(tag, '\\w+:id')) ?? '';
    const part = parts.get((target.startsWith('/') ? target.slice(1) : `xl/${target}`).toLowerCase());
    return part === undefined ? [] : [{ name: unescaped(attribute(tag, 'name')), ...part }];
  });
}

/** Reads the head of a part for entity declarations, and of a worksheet its size and merged cells. */
class PartReader {
  readonly isSheet: boolean;
  rows = 0;
  readonly merges: string[] = [];
  /** Whole, for the small parts that say which sheet is which. */
  text: string | null = null;
  private head = '';
  private tail = '';
  private readonly isXml: boolean;

  constructor(fileName: string) {
    this.isSheet = /^xl\/worksheets\/[^/]+\.xml$/i.test(fileName);
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
    if (!this.isSheet) return;
    if (this.tail === '' && !bytes.includes('<mergeCell')) return;
    // `<mergeCells` stand after all rows: from there on the text is short.
    this.tail += bytes.toString('latin1');
    for (const found of this.tail.matchAll(/<mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"/g)) if (this.merges.length < 20_000) this.merges.push(found[1] ?? '');
    this.tail = this.tail.slice(Math.max(0, this.tail.lastIndexOf('<mergeCell')));
    if (this.tail.includes('/>')) this.tail = ' ';
  }
}

function unescaped(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) =>
    decimal !== undefined ? String.fromCodePoint(Number(decimal)) : hex !== undefined ? String.fromCodePoint(Number.parseInt(hex, 16)) : (named[name ?? ''] ?? whole));
}
