import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CFB } from '@e965/xlsx';
import * as sheetJs from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pupilsSheet } from '../domain/sheet-pupils.ts';
import { zonesSheet } from '../domain/sheet-places.ts';
import { openSheet } from './open-sheet.ts';
import { inlineRow, rawWorkbook, rawZip } from '../test/support/raw-workbook.ts';
import { SheetRefused } from './refused.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mua-hostile-'));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

const heads = ['Mã học sinh', 'Họ và tên (*)', 'Ngày sinh (*)', 'Giới tính (*)', 'Lớp (*)', 'Nơi thường trú (*)'];
const row = ['HS1', 'Nguyễn Văn An', '05/09/2012', 'Nam', '5A1', 'Tổ 7'];
function good(keywords = ''): Buffer {
  const book = sheetJs.utils.book_new();
  book.Props = { Keywords: keywords };
  sheetJs.utils.book_append_sheet(book, sheetJs.utils.aoa_to_sheet([heads, row]), 'S');
  return sheetJs.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}

/** The good file with a part added or put in the place of another. */
function withPart(name: string, content: Buffer | string): Buffer {
  const zip = CFB.read(good(), { type: 'buffer' });
  CFB.utils.cfb_del(zip, `/${name}`);
  CFB.utils.cfb_add(zip, `/${name}`, Buffer.from(content));
  return Buffer.from(CFB.write(zip, { type: 'buffer', fileType: 'zip', compression: true }) as Buffer);
}

async function refusal(bytes: Buffer, mediaType = xlsx, options: { maxRows?: number } = {}): Promise<string> {
  const path = join(folder, String(Math.random()));
  await writeFile(path, bytes);
  try {
    const opened = await openSheet(path, { mediaType, spec: pupilsSheet, ...options });
    let rows = 0;
    for await (const _ of opened.rows) rows += 1;
    return `taken: ${rows} rows`;
  } catch (failure) {
    if (!(failure instanceof SheetRefused)) throw failure;
    return failure.why.vi;
  }
}

const xls = 'application/vnd.ms-excel';
const rawRows = inlineRow(1, heads) + inlineRow(2, row);
/** As Office does it (MS-OFFCRYPTO 2.3.4): a compound file with the package in one stream, how it is locked in another. */
function encrypted(): Buffer {
  const file = CFB.utils.cfb_new();
  CFB.utils.cfb_add(file, '/EncryptionInfo', Buffer.from('040004004000000000000000', 'hex'));
  CFB.utils.cfb_add(file, '/EncryptedPackage', randomBytes(4_096));
  return Buffer.from(CFB.write(file, { type: 'buffer', fileType: 'cfb' }) as Buffer);
}

/** An old workbook with the storage that macros live in (MS-OVBA 2.2.1). */
function oldWithMacros(): Buffer {
  const book = sheetJs.utils.book_new();
  sheetJs.utils.book_append_sheet(book, sheetJs.utils.aoa_to_sheet([heads, row]), 'S');
  const file = CFB.read(sheetJs.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer, { type: 'buffer' });
  CFB.utils.cfb_add(file, '/_VBA_PROJECT_CUR/VBA/dir', Buffer.from('x'));
  return Buffer.from(CFB.write(file, { type: 'buffer', fileType: 'cfb' }) as Buffer);
}

const entities = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet/>';

test('the good one is taken', async () => expect(await refusal(good())).toBe('taken: 1 rows'));

test.each<[string, () => Buffer, RegExp, string?]>([
  ['a bomb: a thousand times as large unpacked', () => rawWorkbook(rawRows, { extra: [{ name: 'xl/media/a.xml', content: Buffer.alloc(40 * 1024 * 1024), packed: true }] }), /bung ra quá lớn/],
  ['macros', () => withPart('xl/vbaProject.bin', 'x'), /có macro/],
  ['macros of the nineties', () => oldWithMacros(), /có macro/, xls],
  ['links to other files', () => withPart('xl/externalLinks/externalLink1.xml', '<x/>'), /liên kết tới tệp khác/],
  ['embedded objects', () => withPart('xl/embeddings/oleObject1.bin', 'x'), /đối tượng nhúng/],
  ['XML that declares entities', () => withPart('xl/worksheets/sheet1.xml', entities), /XML lạ/],
  ['half of a file', () => good().subarray(0, good().length / 2), /bị hỏng/],
  ['a zip that is no workbook', () => Buffer.from(CFB.write(CFB.utils.cfb_new(), { type: 'buffer', fileType: 'zip' }) as Buffer), /không phải là tệp Excel|bị hỏng/],
  ['a picture by the name of a workbook', () => Buffer.from('89504e470d0a1a0a0000000d', 'hex'), /không đúng với đuôi/],
  ['texts that fill the memory', () => rawWorkbook(rawRows, { strings: '<si><t>Nguyễn Văn An</t></si>'.repeat(6_000_000) }), /bung ra quá lớn/],
  ['thousands of parts', () => rawZip(Array.from({ length: 2_100 }, (_, at) => ({ name: `xl/media/${at}.png`, content: 'x' }))), /bung ra quá lớn/],
  ['two parts of one name', () => rawWorkbook(rawRows, { extra: [{ name: 'XL/worksheets/sheet1.xml', content: '<worksheet/>' }] }), /bị hỏng/],
  ['merged cells over each other', () => rawWorkbook(rawRows, { after: `<mergeCells>${'<mergeCell ref="A1:GR1048576"/>'.repeat(15_000)}</mergeCells>` }), /ô gộp chồng/],
  ['a spreadsheet of another program', () => rawZip([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' }, { name: 'content.xml', content: '<x/>' }]), /không phải là tệp Excel/],
  ['a page of the web by the name of an .xls', () => Buffer.from('<html><table><tr><td>Họ và tên</td></tr></table></html>'), /không đúng với đuôi/, xls],
  ['an encrypted workbook by the name of an .xls', () => encrypted(), /mật khẩu/, xls],
  ['an encrypted workbook', () => Buffer.from(CFB.write(CFB.utils.cfb_new(), { type: 'buffer', fileType: 'cfb' }) as Buffer), /mật khẩu/],
  ['an old workbook that is none', () => Buffer.from(CFB.write(CFB.utils.cfb_new(), { type: 'buffer', fileType: 'cfb' }) as Buffer), /Không đọc được tệp .xls/, 'application/vnd.ms-excel'],
  ['nothing', () => Buffer.alloc(0), /Tệp rỗng/],
  ['a CSV that is no Unicode', () => Buffer.concat([Buffer.from('Ma;Ho ten\n'), Buffer.from([0xc3, 0x28, 0xa0, 0xa1, 0x0a])]), /không phải chữ Unicode/, 'text/csv'],
  ['a CSV with bytes of zero', () => Buffer.from('Mã học sinh,Họ và tên\n\u0000,a\n'), /không phải chữ Unicode/, 'text/csv'],
  ['a quotation mark without end', () => Buffer.from(`${heads.join(',')}\n"${'a,'.repeat(200_000)}`), /không khép/, 'text/csv'],
  ['a list of something else', () => Buffer.from('a,b\n1,2\n'), /Không tìm thấy dòng tiêu đề/, 'text/csv'],
  ['our template of another list', () => good(`mua/${zonesSheet.kind}/1`), /mẫu của danh sách khác/],
])('%s is refused in words', async (_, make, words, mediaType) => {
  expect(await refusal(make(), mediaType)).toMatch(words);
}, 30_000);

test('what stands between the parts, outside the directory, is not read: a bomb there harms nobody', async () => {
  const hidden = { name: 'xl/sharedStrings.xml', content: '<!DOCTYPE x>', hidden: true };
  expect(await refusal(rawWorkbook(rawRows, { extra: [hidden] }))).toBe('taken: 1 rows');
  const other = { name: 'xl/worksheets/sheet1.xml', content: `<worksheet><sheetData>${inlineRow(1, heads)}${inlineRow(2, row)}${inlineRow(3, row)}</sheetData></worksheet>`, hidden: true };
  expect(await refusal(rawWorkbook(rawRows, { extra: [other] }))).toBe('taken: 1 rows');
});

test('a million rows of a workbook stop at the limit too, at once', async () => {
  const lines = Array.from({ length: 1_000_000 }, (_, at) => `<row r="${at + 2}"><c r="B${at + 2}" t="str"><v>An</v></c><c r="C${at + 2}"><v>41157</v></c></row>`).join('');
  const bytes = rawWorkbook(inlineRow(1, heads) + lines);
  const from = performance.now();
  expect(await refusal(bytes, xlsx, { maxRows: 5_000 })).toMatch(/hơn 5.000 dòng/);
  expect(performance.now() - from).toBeLessThan(10_000);
}, 60_000);

test('a million rows stop at the limit, without being held', async () => {
  const line = `${row.join(',')}\n`;
  expect(await refusal(Buffer.from(`${heads.join(',')}\n${line.repeat(1_000_000)}`), 'text/csv', { maxRows: 50_000 })).toMatch(/hơn 50.000 dòng/);
}, 30_000);
