import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CFB } from '@e965/xlsx';
import * as sheetJs from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pupilsSheet } from '../domain/sheet-pupils.ts';
import { zonesSheet } from '../domain/sheet-places.ts';
import { openSheet } from './open-sheet.ts';
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

const entities = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet/>';

test('the good one is taken', async () => expect(await refusal(good())).toBe('taken: 1 rows'));

test.each<[string, () => Buffer, RegExp, string?]>([
  ['a bomb: 700 MB of nothing in 700 kB', () => withPart('xl/media/a.xml', Buffer.alloc(700 * 1024 * 1024)), /bung ra quá lớn/],
  ['macros', () => withPart('xl/vbaProject.bin', 'x'), /có macro/],
  ['links to other files', () => withPart('xl/externalLinks/externalLink1.xml', '<x/>'), /liên kết tới tệp khác/],
  ['embedded objects', () => withPart('xl/embeddings/oleObject1.bin', 'x'), /đối tượng nhúng/],
  ['XML that declares entities', () => withPart('xl/worksheets/sheet1.xml', entities), /XML lạ/],
  ['half of a file', () => good().subarray(0, good().length / 2), /bị hỏng/],
  ['a zip that is no workbook', () => Buffer.from(CFB.write(CFB.utils.cfb_new(), { type: 'buffer', fileType: 'zip' }) as Buffer), /không phải là tệp Excel|bị hỏng/],
  ['a picture by the name of a workbook', () => Buffer.from('89504e470d0a1a0a0000000d', 'hex'), /không đúng với đuôi/],
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

test('a million rows stop at the limit, without being held', async () => {
  const line = `${row.join(',')}\n`;
  expect(await refusal(Buffer.from(`${heads.join(',')}\n${line.repeat(1_000_000)}`), 'text/csv', { maxRows: 50_000 })).toMatch(/hơn 50.000 dòng/);
}, 30_000);
