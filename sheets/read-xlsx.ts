import type { Cell } from '../domain/sheet.ts';
import { columnIndex, filler, mostColumns } from './raw-sheet.ts';
import type { RawBook, RawRow, RawSheet } from './raw-sheet.ts';
import { SheetRefused } from './refused.ts';
import { openParts, parsePart } from './xlsx-parts.ts';
import type { Parts } from './xlsx-parts.ts';
import type { SheetFacts, ZipFacts } from './zip-guard.ts';

/**
 * Our own reading of a workbook's cells, over yauzl and saxes: exceljs 4.4.0 decodes each chunk by itself, so that letters of several bytes
 * which are cut between two chunks come out broken (some ten names in a province's list, seen), and keeps sheets in temporary files (ADR 13).
 */
export function readXlsx(path: string, facts: ZipFacts): RawBook {
  return { stamp: facts.stamp, sheets: () => sheetsOf(path, facts) };
}

/** What the cells of a sheet refer to. */
type Context = { strings: readonly string[]; isDate: readonly boolean[]; is1904: boolean };

const broken = (): SheetRefused => new SheetRefused('Không đọc được tệp Excel này. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên.', 'This Excel file cannot be read. Open it in Excel, save as .xlsx and upload again.');
const inWords = (failure: unknown): SheetRefused => (failure instanceof SheetRefused ? failure : broken());

async function* sheetsOf(path: string, facts: ZipFacts): AsyncGenerator<RawSheet> {
  let parts: Parts | null = null;
  try {
    parts = await openParts(path);
    const context = { strings: await stringsOf(parts, facts.sharedStrings), isDate: await dateStylesOf(parts, facts.styles), is1904: facts.is1904 };
    // Sheets that begin with a low line are our own lists for drop-downs.
    for (const sheet of facts.sheets.filter((one) => !one.name.startsWith('_'))) yield { name: sheet.name, part: sheet.part, estimatedRows: sheet.rows, rows: rowsOf(parts, sheet, context) };
  } catch (failure) {
    throw inWords(failure);
  } finally {
    parts?.close();
  }
}

async function stringsOf(parts: Parts, name: string | null): Promise<string[]> {
  const strings: string[] = [];
  if (name === null) return strings;
  let text = '';
  let takes = false;
  let phonetic = 0;
  const events = {
    open: (tag: string): void => {
      if (tag === 'si') text = '';
      if (tag === 'rPh') phonetic += 1;
      takes = tag === 't' && phonetic === 0;
    },
    text: (more: string): void => void (takes && (text += more)),
    close: (tag: string): void => {
      if (tag === 't') takes = false;
      if (tag === 'rPh') phonetic -= 1;
      if (tag === 'si') strings.push(text);
    },
  };
  for await (const _ of parsePart(await parts.read(name), events));
  return strings;
}

/** Of each cell style, whether it shows a number as a date (ECMA-376 part 1, 18.8.30: formats 14–22, 27–36, 45–47, 50–58, and own ones with day, month or year). */
async function dateStylesOf(parts: Parts, name: string | null): Promise<boolean[]> {
  const own = new Map<string, boolean>();
  const styles: boolean[] = [];
  let isCells = false;
  const events = {
    open: (tag: string, attributes: Record<string, string>): void => {
      if (tag === 'numFmt') own.set(attributes['numFmtId'] ?? '', /[dmy]/i.test((attributes['formatCode'] ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')));
      if (tag === 'cellXfs') isCells = true;
      if (tag === 'xf' && isCells) styles.push(own.get(attributes['numFmtId'] ?? '') ?? isBuiltInDate(Number(attributes['numFmtId'] ?? 0)));
    },
    close: (tag: string): void => void (tag === 'cellXfs' && (isCells = false)),
  };
  if (name !== null) for await (const _ of parsePart(await parts.read(name), events));
  return styles;
}

const isBuiltInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

async function* rowsOf(parts: Parts, { part, merges }: SheetFacts, context: Context): AsyncGenerator<RawRow> {
  const fill = filler(merges);
  const reader = new CellReader(context);
  try {
    for await (const _ of parsePart(await parts.read(part), reader)) {
      for (const row of reader.rows) yield fill(row);
      reader.rows.length = 0;
    }
  } catch (failure) {
    throw inWords(failure);
  }
}

/** As Excel has them. */
const mostRows = 1_048_576;

/** Rows as they are closed; a cell's value is its text between the tags. */
class CellReader {
  readonly rows: RawRow[] = [];
  private readonly context: Context;
  private row: RawRow = { rowNumber: 0, cells: [] };
  private at = -1;
  private type = '';
  private isDate = false;
  private value = '';
  private formula: string | null = null;
  private taking: 'value' | 'formula' | null = null;

  constructor(context: Context) {
    this.context = context;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') {
      const rowNumber = Number(attributes['r'] ?? this.row.rowNumber + 1);
      // Rows are kept by their numbers: each once, in order.
      if (!Number.isInteger(rowNumber) || rowNumber <= this.row.rowNumber || rowNumber > mostRows) throw broken();
      this.row = { rowNumber, cells: [] };
    } else if (name === 'c') {
      const letters = /^[A-Z]+/.exec(attributes['r'] ?? '')?.[0];
      this.at = letters === undefined ? this.at + 1 : columnIndex(letters);
      this.type = attributes['t'] ?? 'n';
      this.isDate = this.context.isDate[Number(attributes['s'] ?? -1)] ?? false;
      this.value = '';
      this.formula = null;
    } else if (name === 'v' || name === 't') this.taking = 'value';
    else if (name === 'f') [this.taking, this.formula] = ['formula', ''];
  }

  text(more: string): void {
    if (this.taking === 'value') this.value += more;
    else if (this.taking === 'formula') this.formula = (this.formula ?? '') + more;
  }

  close(name: string): void {
    if (name === 'v' || name === 't' || name === 'f') this.taking = null;
    else if (name === 'c' && this.at >= 0 && this.at < mostColumns) {
      while (this.row.cells.length < this.at) this.row.cells.push(null);
      this.row.cells[this.at] = this.cell();
    } else if (name === 'row') {
      this.at = -1;
      if (this.row.cells.some((one) => one !== null)) this.rows.push(this.row);
    }
  }

  /** A formula as it is written, `=…`: its result is not taken. */
  private cell(): Cell {
    if (this.formula !== null) return `=${this.formula}`;
    if (this.value === '') return null;
    if (this.type === 's') return this.context.strings[Number(this.value)] ?? null;
    if (this.type === 'b') return this.value === '1';
    if (this.type !== 'n') return this.value;
    const number = Number(this.value);
    if (!Number.isFinite(number)) return this.value;
    return this.isDate ? new Date(Date.UTC(1899, 11, 30) + Math.round((number + (this.context.is1904 ? 1_462 : 0)) * 86_400_000)) : number;
  }
}
