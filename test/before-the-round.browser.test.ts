import { readFile } from 'node:fs/promises';
import { read as openBook, utils, write } from '@e965/xlsx';
import excel from 'exceljs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { read, tell } from './support/story-api.ts';
import { startStoryHouse } from './support/story-house.ts';
import type { StoryHouse } from './support/story-house.ts';
import { goTo, inspect, press, reads } from './support/story-pages.ts';

/* Two desks before the round: a district tries a zone out before it draws it, and a school mends the list it loads. */
let story: StoryHouse;
let url: string;
beforeAll(async () => {
  // Several primary schools in one district, so that places can go from one to another.
  story = await startStoryHouse({ seed: 7, districts: 1, schools: 9, pupils: 200 });
  url = story.house.url;
}, 180_000);
afterAll(async () => await story?.stop(), 60_000);

type Unit = { id: string; code: string; name: string };
const unit = async (code: string): Promise<Unit> => {
  const found = (await read<Unit[]>(story.api('so.admin'), `/api/units?${new URLSearchParams({ filter: JSON.stringify({ q: code }), range: '[0,9]' })}`)).find((one) => one.code === code);
  if (!found) throw new Error(`no unit ${code}`);
  return found;
};
type Zoning = { zones: { placeId: string; intake: string; schoolId: string }[]; places: { id: string; parentId: string | null; name: string; kind: string }[]; children: { placeId: string; cohort: string; count: number }[]; seats: { schoolId: string; intake: string; children: number; shortfall: number }[] };

test('what if a ward went to another school: told at once, saved only when pressed', async () => {
  const [district, one, other] = await Promise.all([unit('D01'), unit('S0002'), unit('S0005')]);
  const officer = await story.desk('d01.chuyenvien');
  await goTo(officer, url, '/zones');
  const year = Number(await officer.getByLabel('Năm').inputValue());
  const zoning = async (): Promise<Zoning> => await read<Zoning>(story.api('d01.chuyenvien'), `/api/zones?unitId=${district.id}&year=${year}`);
  const before = await zoning();
  const all = before.children.filter((each) => each.cohort === 'kindergarten-5').reduce((sum, each) => sum + each.count, 0);
  const ward = before.places.filter((place) => place.kind === 'commune').map((place) => ({ place, children: before.children.filter((each) => each.cohort === 'kindergarten-5' && before.places.find((group) => group.id === each.placeId)?.parentId === place.id).reduce((sum, each) => sum + each.count, 0) }))
    .toSorted((a, b) => b.children - a.children)[0];
  if (!ward || ward.children === 0) throw new Error('no child lives in a ward of D01');
  const cell = (place: string) => officer.getByLabel(`${place}, Lớp 1`, { exact: true });
  const panel = officer.getByRole('region', { name: 'Nếu thay đổi như vậy' });
  const seats = (school: Unit) => panel.getByRole('row', { name: new RegExp(school.name) }).filter({ hasText: 'Lớp 1' });

  await cell('Quận Hồng Bàng').fill(one.code);
  await seats(one).getByText(`0 → ${all}`).waitFor();
  expect((await zoning()).zones).toEqual([]);
  await press(officer, 'Lưu thay đổi');
  await panel.waitFor({ state: 'detached' });
  await expect.poll(async () => (await zoning()).zones.length).toBe(1);
  await tell(story.api('d01.chuyenvien'), '/api/quotas', { unitId: district.id, year, quotas: [{ schoolId: one.id, intake: 'grade-1', seats: all - 1, classes: 1, rooms: 1, twoSessions: 100, criteria: '', papers: [], forms: [] }] }, 'PUT');
  await officer.reload();

  const drawn = await zoning();
  await cell(ward.place.name).fill(other.code);
  await seats(one).getByText(`${all} → ${all - ward.children}`).waitFor();
  await seats(other).getByText(`0 → ${ward.children}`).waitFor();
  await panel.getByText(`1 thay đổi, ${ward.children} trẻ đổi trường.`).waitFor();
  await inspect(officer, 'what-if');
  await officer.setViewportSize({ width: 390, height: 740 });
  await inspect(officer, 'what-if-390');
  await officer.setViewportSize({ width: 1280, height: 900 });
  expect(await zoning()).toEqual(drawn);
  await press(panel.first(), 'Bỏ thay đổi');
  await panel.waitFor({ state: 'detached' });
  expect(await cell(ward.place.name).inputValue()).toBe('');

  await cell(ward.place.name).fill(other.code);
  await seats(one).getByText(`${all} → ${all - ward.children}`).waitFor();
  await press(officer, 'Lưu thay đổi');
  await panel.waitFor({ state: 'detached' });
  await expect.poll(async () => (await zoning()).seats.filter((each) => each.intake === 'grade-1').map((each) => [each.schoolId, each.children, each.shortfall]).toSorted()).toEqual([[one.id, all - ward.children, 0], [other.id, ward.children, ward.children]].toSorted());
});

/** What a link of the page downloads. */
async function download(page: Page, name: string | RegExp): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
  return await readFile(await file.path());
}
const workbook = (buffer: Buffer, name: string) => ({ name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer });
const isRed = ({ fill }: excel.Cell): boolean => fill?.type === 'pattern' && fill.fgColor?.argb === 'FFFFC7CE';
async function sheetOf(bytes: Buffer): Promise<{ book: excel.Workbook; sheet: excel.Worksheet; at: (header: string) => number; first: number }> {
  const book = new excel.Workbook();
  await book.xlsx.load(bytes as never);
  const [sheet] = book.worksheets;
  if (!sheet) throw new Error('no sheet');
  for (let row = 1; row <= sheet.rowCount; row += 1) {
    const headers = (sheet.getRow(row).values as unknown[]).map((value) => (typeof value === 'string' ? value.replace(/ \(\*\)$/, '') : ''));
    if (headers.includes('Mã học sinh')) return { book, sheet, at: (header) => headers.indexOf(header), first: row + 1 };
  }
  throw new Error('no row of headers');
}

test('a clerk mends an Excel file where it is red and loads it again: only what changed is written', async () => {
  const clerk = await story.desk('s0002.vanthu');
  const school = await unit('S0002');
  type Pupil = { code: string; version: number; birthDate: string; sex: string; guardianPhone: string };
  const pupils = async (): Promise<Map<string, Pupil>> => new Map((await read<Pupil[]>(story.api('s0002.vanthu'), `/api/pupils?${new URLSearchParams({ filter: JSON.stringify({ schoolId: school.id }), range: '[0,199]' })}`)).map((one) => [one.code, one]));
  const before = await pupils();
  await goTo(clerk, url, '/imports/create');
  const own = await sheetOf(await download(clerk, 'Tải dữ liệu hiện có'));
  const codeAt = (row: number): string => own.sheet.getRow(row).getCell(own.at('Mã học sinh')).text;
  const [dated, sexed, phoned] = [own.first, own.first + 1, own.first + 2];
  own.sheet.getRow(dated).getCell(own.at('Ngày sinh')).value = '31/02/2012';
  own.sheet.getRow(sexed).getCell(own.at('Giới tính')).value = 'Trai hay gái';
  own.sheet.getRow(phoned).getCell(own.at('Điện thoại liên hệ')).value = '0912345678';
  await clerk.getByTestId('file-input').setInputFiles(workbook(Buffer.from(await own.book.xlsx.writeBuffer()), 'lop-5.xlsx'));
  await clerk.getByRole('tab', { name: 'Lỗi (2)' }).waitFor();
  await clerk.getByRole('tab', { name: 'Có sửa (1)' }).waitFor();
  await inspect(clerk, 'import-faults');
  await clerk.setViewportSize({ width: 390, height: 740 });
  await inspect(clerk, 'import-faults-390');
  await clerk.setViewportSize({ width: 1280, height: 900 });
  expect(await pupils()).toEqual(before);

  const marked = await download(clerk, /Tải tệp đã đánh dấu 2 dòng/);
  const back = await sheetOf(marked);
  const reds: string[] = [];
  back.sheet.eachRow((row) => row.eachCell((cell) => void (isRed(cell) && reds.push(cell.address))));
  const wrong = [back.sheet.getRow(dated).getCell(back.at('Ngày sinh')), back.sheet.getRow(sexed).getCell(back.at('Giới tính'))];
  expect(reds.toSorted()).toEqual(wrong.map((cell) => cell.address).toSorted());
  expect(wrong.every((cell) => cell.note !== undefined)).toBe(true);

  // Mended in another program than the one that marked it.
  const book = openBook(marked, { type: 'buffer' });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
  const [dateCell, sexCell] = wrong.map((cell) => cell.address);
  utils.sheet_add_aoa(sheet, [['10/06/2012']], { origin: dateCell ?? '' });
  utils.sheet_add_aoa(sheet, [[before.get(codeAt(sexed))?.sex === 'male' ? 'Nam' : 'Nữ']], { origin: sexCell ?? '' });
  await goTo(clerk, url, '/imports/create');
  await clerk.getByTestId('file-input').setInputFiles(workbook(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, 'lop-5-da-sua.xlsx'));
  await clerk.getByRole('tab', { name: 'Có sửa (2)' }).waitFor();
  await clerk.getByRole('tab', { name: `Không đổi (${before.size - 2})` }).waitFor();
  expect(await clerk.getByRole('tab', { name: /^Lỗi/ }).count()).toBe(0);
  await press(clerk, 'Ghi 2 dòng');
  await press(clerk.getByRole('dialog'), 'Đồng ý');
  await reads(clerk, 'Đã ghi');
  const after = await pupils();
  const touched = [...after].filter(([code, one]) => one.version !== before.get(code)?.version).map(([code]) => code);
  expect(touched.toSorted()).toEqual([codeAt(dated), codeAt(phoned)].toSorted());
  expect([after.get(codeAt(dated))?.birthDate, after.get(codeAt(phoned))?.guardianPhone]).toEqual(['2012-06-10', '0912345678']);
});
