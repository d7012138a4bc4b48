import { TextDecoder } from 'node:util';
import { errorHeader } from '../domain/sheet.ts';
import type { SheetProblem } from '../domain/sheet.ts';
import { escapeCell } from './escape.ts';
import { escapeXml, notesId } from './mark-parts.ts';
import type { Note, RedStyles } from './mark-parts.ts';
import type { Marking } from './marking.ts';
import { columnIndex, columnLetters } from './raw-sheet.ts';

type SheetMarking = Marking & { styles: RedStyles; notes: Note[] };

/** More notes make Excel slow to open a file; cells beyond are red all the same, and the last column says why. */
const mostNotes = 10_000;

/**
 * A worksheet's XML with its wrong cells red and the column of errors, row by row as it comes: all else stays letter for letter.
 * @throws when it has not the form that `isUsual` looks for.
 */
export async function* markedSheet(part: NodeJS.ReadableStream, marking: SheetMarking): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let text = '';
  let where: 'head' | 'rows' | 'tail' = 'head';
  let rowNumber = 0;
  for await (const chunk of part) {
    text += decoder.decode(chunk as Buffer, { stream: true });
    if (where === 'head') {
      const rows = /<sheetData\s*>/.exec(text);
      if (!rows) continue;
      yield withErrorWidth(text.slice(0, rows.index), marking.column) + rows[0];
      text = text.slice(rows.index + rows[0].length);
      where = 'rows';
    }
    if (where !== 'rows') continue;
    let at = 0;
    let done = '';
    for (let row = nextRow(text, at); row !== null; row = nextRow(text, at)) {
      done += text.slice(at, row.from);
      const xml = text.slice(row.from, row.to);
      rowNumber = Number(/^<row\b[^>]*?\sr="(\d+)"/.exec(xml)?.[1] ?? rowNumber + 1);
      done += markedRow(xml, rowNumber, marking);
      at = row.to;
    }
    text = text.slice(at);
    if (done !== '') yield done;
    if (text.includes('</sheetData>') && !/<row[\s>/]/.test(text.slice(0, text.indexOf('</sheetData>')))) where = 'tail';
  }
  if (where !== 'tail') throw new Error('a worksheet without the usual rows');
  yield withNotes(text + decoder.decode());
}

/** Tags without a prefix, and rows not far from the beginning: what every office program writes. */
export async function isUsual(part: NodeJS.ReadableStream): Promise<boolean> {
  let head = '';
  for await (const chunk of part) {
    head += (chunk as Buffer).toString('latin1');
    if (/<sheetData\s*>/.test(head)) return /<worksheet\b/.test(head);
    if (head.length > 1_000_000) return false;
  }
  return false;
}

/** Not `<rowBreaks>`. */
const rowTag = /<row[\s>/]/g;

function nextRow(text: string, at: number): { from: number; to: number } | null {
  rowTag.lastIndex = at;
  const from = rowTag.exec(text)?.index ?? -1;
  const opened = from === -1 ? -1 : text.indexOf('>', from);
  if (opened === -1) return null;
  if (text[opened - 1] === '/') return { from, to: opened + 1 };
  const closed = text.indexOf('</row>', opened);
  return closed === -1 ? null : { from, to: closed + 6 };
}

type CellXml = { at: number; xml: string };

function markedRow(xml: string, rowNumber: number, marking: SheetMarking): string {
  const { marks, column, headerRow } = marking;
  const problems = marks.get(rowNumber) ?? [];
  const errorRef = `${columnLetters(column)}${rowNumber}`;
  if (problems.length === 0 && rowNumber !== headerRow && !xml.includes('<f') && !xml.includes(`"${errorRef}"`)) return xml;
  const [open = ''] = /^<row\b[^>]*>/.exec(xml) ?? [];
  let last = -1;
  const cells = new Map([...xml.matchAll(/<c\b[^>]*\/>|<c\b[^>]*>[\s\S]*?<\/c>/g)].map(([cell]): [number, CellXml] => {
    const letters = /^<c\b[^>]*?\sr="([A-Z]+)/.exec(cell)?.[1];
    last = letters === undefined ? last + 1 : columnIndex(letters);
    return [last, { at: last, xml: withoutFormula(cell, last, marking) }];
  }));
  if (rowNumber >= headerRow) {
    const said = rowNumber === headerRow ? errorHeader : [...new Set(problems.map((one) => one.problem.vi))].join(' ');
    if (said !== '') cells.set(column, { at: column, xml: textCell(errorRef, said) });
    else if (marking.isOurs) cells.delete(column);
  }
  for (const [at, texts] of byColumn(problems, marking)) {
    const ref = `${columnLetters(at)}${rowNumber}`;
    cells.set(at, { at, xml: red(cells.get(at)?.xml ?? `<c r="${ref}"/>`, marking.styles) });
    if (marking.notes.length < mostNotes) marking.notes.push({ ref, row: rowNumber, column: at, text: texts.join('\n') });
  }
  const inOrder = [...cells.values()].toSorted((one, other) => one.at - other.at).map((one) => one.xml);
  // `spans` says how wide the row was.
  return `${open.replace(/\sspans="[^"]*"/, '').replace(/\/>$/, '>')}${inOrder.join('')}</row>`;
}

function byColumn(problems: readonly SheetProblem[], { mapping, column }: SheetMarking): Map<number, string[]> {
  const texts = new Map<number, string[]>();
  for (const { field, problem } of problems) {
    const at = field === null ? column : (mapping[field] ?? column);
    texts.set(at, [...(texts.get(at) ?? []), problem.vi]);
  }
  return texts;
}

const textCell = (ref: string, text: string): string => `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(escapeCell(text))}</t></is></c>`;

function red(cell: string, styles: RedStyles): string {
  return cell.replace(/^<c\b[^>]*?(?=\/?>)/, (tag) => {
    const style = Number(/\ss="(\d+)"/.exec(tag)?.[1] ?? 0);
    return `${tag.replace(/\ss="\d+"/, '').trimEnd()} s="${styles.twinOf(style)}"`;
  });
}

/** Nothing is worked out when somebody else opens the file: in a column of the list the formula stands as text, elsewhere its last result. */
function withoutFormula(cell: string, at: number, { mapping }: SheetMarking): string {
  const formula = /<f\b[^>]*?(?:\/>|>([\s\S]*?)<\/f>)/.exec(cell);
  if (!formula) return cell;
  const open = (/^<c\b[^>]*>/.exec(cell)?.[0] ?? '').replace(/\s(cm|vm)="[^"]*"/g, '');
  if (!Object.values(mapping).includes(at)) return open + cell.slice(cell.indexOf('>') + 1).replace(formula[0], '');
  return `${open.replace(/\st="[^"]*"/, '').slice(0, -1)} t="inlineStr"><is><t>'=${formula[1] ?? ''}</t></is></c>`;
}

/** A wide column for the errors, where the widths of the file leave it free. */
function withErrorWidth(head: string, column: number): string {
  const own = `<col min="${column + 1}" max="${column + 1}" width="60" customWidth="1"/>`;
  const last = Math.max(0, ...[...head.matchAll(/<col\b[^>]*\smax="(\d+)"/g)].map((found) => Number(found[1])));
  if (last > column) return head;
  return head.includes('</cols>') ? head.replace('</cols>', `${own}</cols>`) : `${head}<cols>${own}</cols>`;
}

/** Where ECMA-376 wants it: behind the drawing, before what may come after. */
function withNotes(tail: string): string {
  const own = `<legacyDrawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="${notesId}"/>`;
  const rest = tail.replace(/<legacyDrawing\s[^>]*\/>/, '');
  const after = rest.search(/<(legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|<\/worksheet>/);
  if (after === -1) throw new Error('a worksheet without its end');
  return rest.slice(0, after) + own + rest.slice(after);
}
