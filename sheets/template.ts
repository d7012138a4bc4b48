import type { Writable } from 'node:stream';
import { once } from 'node:events';
import excel from 'exceljs';
import type { Style } from 'exceljs';
import { headerOf } from '../domain/sheet.ts';
import type { SheetField, SheetSpec } from '../domain/sheet.ts';
import { dayMonthYear } from '../domain/slip.ts';
import { escapeCell } from './escape.ts';
import { columnLetters } from './raw-sheet.ts';
import { stampOf } from './stamp.ts';

export type TemplateOptions = {
  /** Choices for drop-downs beside those of the list itself: classes and places of the school. */
  lists?: Readonly<Record<string, readonly string[]>>;
  /** Records to write, by field: the same Excel out. */
  rows?: AsyncIterable<Readonly<Record<string, string>>>;
  lang?: 'vi';
};

/** Rows that have a drop-down: more than any school fills in by hand. */
const guided = 5_000;
const listSheet = '_danh_muc';

/**
 * Our template of a list, empty or with the present records: drop-downs, `(*)` on what is required, an instruction sheet, and a stamp of
 * list and version. Columns are text, so that Excel eats no zero. Streams; memory does not grow with the rows.
 */
export async function writeTemplate(out: Writable, spec: SheetSpec, { lists = {}, rows }: TemplateOptions = {}): Promise<void> {
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  book.keywords = stampOf(spec);
  book.title = spec.title.vi;
  const choices = choicesOf(spec, lists);
  const sheet = book.addWorksheet(spec.title.vi.slice(0, 31).replace(/[\\/?*[\]:]/g, ' '), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = spec.fields.map((field) => ({ header: headerOf(field), width: field.width ?? 16, style: { numFmt: '@' } }));
  const head = sheet.getRow(1);
  head.height = 32;
  spec.fields.forEach((field, at) => Object.assign(head.getCell(at + 1), { style: headStyle(field) }));
  head.commit();
  guide(sheet, spec, choices);
  for await (const row of rows ?? []) {
    const added = sheet.addRow(spec.fields.map((field) => shown(field, row[field.key] ?? '')));
    added.commit();
    if (out.writableNeedDrain) await once(out, 'drain');
  }
  sheet.commit();
  writeInstructions(book, spec);
  writeLists(book, choices);
  await book.commit();
}

const headStyle = (field: SheetField): Partial<Style> => ({
  font: { bold: true, color: { argb: 'FFFFFFFF' } }, alignment: { wrapText: true, vertical: 'middle' },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: field.required ? 'FF8A4B00' : 'FF1F4E79' } },
});

/** As people write it: choices by their word, dates day first. */
function shown(field: SheetField, value: string): string | null {
  if (value === '') return null;
  if (field.kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return dayMonthYear(value);
  return escapeCell(field.choices?.find((one) => one.value === value)?.label.vi ?? value);
}

function choicesOf(spec: SheetSpec, lists: NonNullable<TemplateOptions['lists']>): { at: number; values: readonly string[]; strict: boolean }[] {
  return spec.fields.flatMap((field, at) => {
    const own = field.choices?.map((one) => one.label.vi);
    const values = own ?? lists[field.key] ?? [];
    // What is not closed (a new class) may be typed too.
    return values.length === 0 ? [] : [{ at, values, strict: own !== undefined }];
  });
}

type Choices = ReturnType<typeof choicesOf>;

function guide(sheet: excel.Worksheet, spec: SheetSpec, choices: Choices): void {
  choices.forEach(({ at, values, strict }, column) => {
    const letter = sheet.getColumn(at + 1).letter;
    // The letters of an inline list may be 255; longer ones stand on a hidden sheet.
    const list = columnLetters(column);
    const validation: excel.DataValidation = {
      type: 'list', allowBlank: spec.fields[at]?.required !== true, formulae: [`${listSheet}!$${list}$1:$${list}$${values.length}`], showErrorMessage: strict, errorStyle: 'stop',
      errorTitle: 'Không có trong danh sách', error: 'Hãy chọn một mục trong danh sách thả xuống.',
    };
    dataValidationsOf(sheet).add(`${letter}2:${letter}${guided + 1}`, validation);
  });
}

/** Present in exceljs's writer, absent from its types. */
function dataValidationsOf(sheet: excel.Worksheet): { add(range: string, validation: excel.DataValidation): void } {
  if (!('dataValidations' in sheet)) throw new Error('this exceljs writes no data validations');
  return sheet.dataValidations as { add(range: string, validation: excel.DataValidation): void };
}

function writeInstructions(book: excel.stream.xlsx.WorkbookWriter, spec: SheetSpec): void {
  const sheet = book.addWorksheet('Hướng dẫn');
  sheet.columns = [{ header: 'Cột', width: 32 }, { header: 'Bắt buộc', width: 10 }, { header: 'Cách ghi', width: 80 }];
  sheet.getRow(1).font = { bold: true };
  for (const field of spec.fields) {
    const how = field.choices ? `${field.help.vi} (${field.choices.map((one) => one.label.vi).join('; ')})` : field.help.vi;
    sheet.addRow([field.label.vi, field.required ? 'Có (*)' : '', how]).commit();
  }
  for (const line of ['', 'Không đổi tên cột. Không dùng công thức. Mỗi bản ghi một dòng. Ô để trống không xoá dữ liệu đã có.', 'Tải tệp lên hệ thống: trước khi ghi, hệ thống cho xem sẽ thêm gì, sửa gì; chỗ sai được tô đỏ trong chính tệp của bạn.']) sheet.addRow([line]).commit();
  sheet.commit();
}

function writeLists(book: excel.stream.xlsx.WorkbookWriter, choices: Choices): void {
  if (choices.length === 0) return;
  const sheet = book.addWorksheet(listSheet, { state: 'veryHidden' });
  const longest = Math.max(...choices.map((one) => one.values.length));
  for (let at = 0; at < longest; at += 1) sheet.addRow(choices.map((one) => one.values[at] ?? null)).commit();
  sheet.commit();
}
