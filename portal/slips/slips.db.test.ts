import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withSystem } from '../../db/actor.ts';
import { findLink } from '../../db/queries/parent-links.ts';
import { prepareSlips } from '../../db/queries/slips.ts';
import type { SlipSheet } from '../../db/queries/slips.ts';
import { buildFamilyWorld } from '../../test/support/family-world.ts';
import type { FamilyWorld } from '../../test/support/family-world.ts';
import { pageOf, readQr } from '../../test/support/read-qr.ts';
import { printSlips } from './print.ts';
import { renderSlips } from './render.ts';
import { qrPayload, sheetContent } from './sheet.ts';

const run = promisify(execFile);
const publicUrl = 'https://tuyensinh.example.vn';
let world: FamilyWorld;
let sheets: SlipSheet[];

beforeAll(async () => {
  world = await buildFamilyWorld();
  await world.open();
  sheets = await print('5A');
});
afterAll(() => world.close());

const print = (className: string | null) =>
  withSystem(world.worker, (tx) =>
    prepareSlips(tx, {
      seasonId: world.seasonId,
      school: world.school,
      className,
      by: { actorId: world.school.clerkId, actingFor: world.school.clerkId },
      realNow: world.time.now,
      secrets: world.secrets,
    }),
  );

async function pdf(of: readonly SlipSheet[]): Promise<Buffer> {
  const stream = await renderSlips(of, { publicUrl });
  if (stream === null) throw new Error('nothing printed');
  return buffer(stream);
}

test('a class is printed in the order of its list, by given name, each slip with a link of its own that works', async () => {
  expect(sheets.map((sheet) => sheet.slip.fullName)).toEqual(['Nguyễn Văn An', 'Phạm Ngọc Ánh', 'Đỗ Thị Hường']);
  expect(new Set(sheets.map((sheet) => sheet.linkPath)).size).toBe(3);
  for (const sheet of sheets)
    expect(await findLink(world.api, (sheet.linkPath ?? '').slice(3), world.time.now)).toMatchObject({ expired: false });
  expect(await world.rows("select details->>'slips' as slips from audit_entries where action = 'slip.print'")).toContainEqual({
    slips: '3',
  });
});

test('on each printed page the QR code, read from the picture, is the link of the pupil whose page it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mua-qr-'));
  try {
    await writeFile(join(folder, 'slips.pdf'), await pdf(sheets));
    await run('pdftoppm', ['-gray', '-r', '150', join(folder, 'slips.pdf'), join(folder, 'page')]);
    for (const [at, sheet] of sheets.entries()) {
      const read = readQr(pageOf(await readFile(join(folder, `page-${at + 1}.pgm`))));
      expect(read).toBe(`${publicUrl}${sheet.linkPath}`);
      const link = await findLink(world.api, read.slice(`${publicUrl}/p/`.length), world.time.now);
      expect(await world.rows('select code from pupils where id = $1', [link?.pupilId])).toEqual([{ code: sheet.pupilCode }]);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the QR code says the address of the slip', () => {
  const [sheet] = sheets;
  if (!sheet?.linkPath) throw new Error('no link');
  expect(qrPayload(sheet.linkPath, publicUrl)).toBe(`${publicUrl}${sheet.linkPath}`);
  expect(JSON.stringify(sheetContent(sheet, publicUrl, true))).toContain(`"qr":"${publicUrl}${sheet.linkPath}"`);
});

test('the page can be read as Vietnamese text, in NFC, one page a pupil, with the number in clear to compare', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mua-slip-'));
  try {
    const nfd = sheets.map((sheet) => ({ ...sheet, slip: { ...sheet.slip, permanentAddress: 'Phường Vĩnh Niệm'.normalize('NFD') } }));
    await writeFile(join(folder, 'slips.pdf'), await pdf(nfd));
    const { stdout } = await run('pdftotext', ['-layout', join(folder, 'slips.pdf'), '-']);
    for (const text of [
      'PHIẾU XÁC NHẬN THÔNG TIN HỌC SINH',
      'TRƯỜNG TIỂU HỌC VÕ THỊ SÁU',
      'Đỗ Thị Hường',
      '031212000000',
      'Phường Vĩnh Niệm',
      'hết ngày 25/04/2023',
      'Người giám hộ'.toLowerCase(),
    ]) {
      expect(stdout).toContain(text);
    }
    expect(stdout).toBe(stdout.normalize('NFC'));
    expect(stdout.split('\f').length - 1).toBe(3);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('long data still take one page; an answered slip says so and carries no code', async () => {
  const [first] = sheets;
  if (!first) throw new Error('no slip');
  const long = 'Thôn Đoài, xã Tân Liên, huyện Vĩnh Bảo, thành phố Hải Phòng, cạnh nhà văn hoá thôn, sau đình làng';
  const full = { ...first, password: 'K7MP-2QXR', slip: { ...first.slip, permanentAddress: long, currentAddress: long, birthPlace: long } };
  const answered = { ...first, password: 'K7MP-2QXR', linkPath: null, state: 'confirmed' as const, reference: 'XN-7K2M-9QPT' };
  expect(JSON.stringify(sheetContent(answered, publicUrl, true))).not.toContain('"qr"');
  const bytes = (await pdf([full, answered])).toString('latin1');
  expect(bytes.match(/\/Type \/Page\b/g)).toHaveLength(2);
});

test('a rehearsal is marked on paper; nothing to print is no file', async () => {
  const [first] = sheets;
  if (!first) throw new Error('no slip');
  const trial = { ...first, season: { ...first.season, rehearsal: true } };
  expect(JSON.stringify(sheetContent(trial, publicUrl, true))).toContain('[DIỄN TẬP]');
  expect(await renderSlips([], { publicUrl })).toBeNull();
  expect(await print('9Z')).toEqual([]);
});

test('printing happens in a process of its own, byte for byte a file, and fails as a stream when it cannot', async () => {
  const bytes = await buffer(printSlips({ sheets, publicUrl }));
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.subarray(-7).toString()).toContain('%%EOF');
  const many = await Promise.all([1, 2, 3].map(() => buffer(printSlips({ sheets: sheets.slice(0, 1), publicUrl }))));
  expect(many.map((one) => one.subarray(0, 5).toString())).toEqual(['%PDF-', '%PDF-', '%PDF-']);
  const broken = { ...sheets[0], slip: null } as object as SlipSheet;
  await expect(buffer(printSlips({ sheets: [broken], publicUrl }))).rejects.toThrow();
});

test('two processes stay for all prints; one that is killed fails its own print only, and is made anew', async () => {
  const children = async () => (await run('pgrep', ['-P', String(process.pid), '-f', 'render-process'])).stdout.trim().split('\n').toSorted();
  const school = Array.from({ length: 60 }, () => sheets[0]).filter((sheet) => sheet !== undefined);
  const prints = () => [school, school].map((many) => buffer(printSlips({ sheets: many, publicUrl })));
  await Promise.all(prints());
  const before = await children();
  expect(before).toHaveLength(2);
  const [first, second] = prints();
  const queued = buffer(printSlips({ sheets, publicUrl }));
  process.kill(Number(before[0]), 'SIGKILL');
  const ended = await Promise.allSettled([first, second, queued]);
  expect(ended.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(ended[2]?.status).toBe('fulfilled');
  await Promise.all(prints());
  const after = await children();
  expect(after).toHaveLength(2);
  expect(after).toContain(before[1]);
  expect(after).not.toContain(before[0]);
}, 60_000);

test('a big class', async () => {
  const [first] = sheets;
  if (!first) throw new Error('no slip');
  const began = performance.now();
  const bytes = await pdf(Array.from({ length: 60 }, () => first));
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(performance.now() - began).toBeLessThan(20_000);
});
