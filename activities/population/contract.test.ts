import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPopulationSimulator } from '../../tools/population-simulator.ts';
import type { Citizen, PopulationSimulator } from '../../tools/population-simulator.ts';
import { readSafely } from './answer-file.ts';
import { createFilePopulation, listFile, readAnswerFile } from './file.ts';
import { createHttpPopulation } from './http.ts';
import { createManualPopulation } from './manual.ts';
import type { Answer, Population, PopulationBatch, Question } from './port.ts';

const citizens: Citizen[] = Array.from({ length: 7 }, (_, at) => ({
  number: `03120500000${at}`, fullName: `Đỗ Thị Hường ${at}`, birthDate: `2005-09-0${at + 1}`, sex: at % 2 === 0 ? 'female' : 'male', address: `Số ${at} Lạch Tray`,
}));
const strangerRef = randomUUID();
const questions: Question[] = [...citizens.map((one) => ({ ...one, ref: randomUUID() })), { ...citizens[0] as Citizen, number: '000000000000', ref: strangerRef }];
const batch: PopulationBatch = { key: randomUUID(), questions };
const expected: Answer[] = questions.map(({ ref, number }) => {
  const found = citizens.find((one) => one.number === number);
  return found ? { ref, found: true, record: { fullName: found.fullName, birthDate: found.birthDate, sex: found.sex, address: found.address } } : { ref, found: false };
});

let simulator: PopulationSimulator;
beforeAll(async () => {
  simulator = await startPopulationSimulator({ seed: 1, perMille: 0, slowMs: 400, retryAfterSeconds: 7, citizens: async () => citizens });
});
afterAll(async () => await simulator.stop());

/** What the office on the other side does with the list: another library than ours opens it, fills it in and sends it back. */
async function filledIn(sent: Buffer, answers: readonly Answer[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(sent).buffer);
  const sheet = book.worksheets[0];
  if (!sheet) throw new Error('no sheet');
  for (let at = 2; at <= sheet.rowCount; at += 1) {
    const row = sheet.getRow(at);
    const answer = answers.find((one) => one.ref === row.getCell(1).text);
    if (!answer) continue;
    row.getCell(7).value = answer.found ? 'Có' : 'Không';
    if (!answer.found) continue;
    row.getCell(8).value = answer.record.fullName.normalize('NFD');
    // As Excel makes of it: a real date here, words there.
    row.getCell(9).value = at % 2 === 0 ? new Date(`${answer.record.birthDate}T00:00:00Z`) : answer.record.birthDate.split('-').toReversed().join('/');
    row.getCell(10).value = answer.record.sex === 'male' ? 'Nam' : 'Nữ';
    row.getCell(11).value = answer.record.address;
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const adapters: Record<string, () => Promise<Population>> = {
  http: async () => createHttpPopulation({ url: simulator.url }),
  file: async () => createFilePopulation(readAnswerFile(await filledIn(listFile(questions, batch.key).bytes, expected), xlsx)),
  manual: async () => createManualPopulation(async () => expected),
};

describe.each(Object.entries(adapters))('the port by %s', (_, make) => {
  /** Upper and lower case are the database's own affair; the record is compared by domain/identity-match.ts. */
  const folded = (reply: Awaited<ReturnType<Population['check']>>) => {
    if (reply.kind !== 'answered') throw new Error(reply.why);
    return reply.answers.map((one) => (one.found ? { ...one, record: { ...one.record, fullName: one.record.fullName.toLowerCase() } } : one)).toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
  };
  const wanted = expected.map((one) => (one.found ? { ...one, record: { ...one.record, fullName: one.record.fullName.toLowerCase() } } : one)).toSorted((a, b) => (a.ref < b.ref ? -1 : 1));

  test('answers everybody who was asked about, once, and whom it does not know as not found', async () => {
    expect(folded(await (await make()).check(batch))).toEqual(wanted);
  });
  test('answers the same batch again alike', async () => {
    const population = await make();
    expect(folded(await population.check(batch))).toEqual(folded(await population.check(batch)));
  });
  test('answers nobody who was not asked about', async () => {
    const [only] = questions;
    const reply = await (await make()).check({ key: randomUUID(), questions: only ? [only] : [] });
    expect(folded(reply).map((one) => one.ref)).toEqual([only?.ref]);
  });
  test('says names in NFC', async () => {
    const reply = await (await make()).check(batch);
    const names = reply.kind === 'answered' ? reply.answers.flatMap((one) => (one.found ? [one.record.fullName] : [])) : [];
    expect(names.length).toBe(citizens.length);
    expect(names.every((name) => name === name.normalize('NFC'))).toBe(true);
  });
});

describe('by HTTP, when the other side', () => {
  const http = (timeoutMs?: number) => createHttpPopulation({ url: simulator.url, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  const later = (why: string, afterMs: number | null) => ({ kind: 'later', why, afterMs });
  test.each([
    ['rate-limited', later('rate-limited', 7_000)],
    ['down', later('away', null)],
    ['wrong', later('garbled', null)],
    ['garbled', later('garbled', null)],
  ] as const)('is %s, nothing is learnt', async (mode, reply) => {
    simulator.set(mode);
    expect(await http().check(batch)).toEqual(reply);
    simulator.set('well');
  });
  test('is slower than we wait, it is away; slower than that and we get the answer', async () => {
    simulator.set('slow');
    expect(await http(100).check(batch)).toEqual(later('away', null));
    expect((await http(5_000).check(batch)).kind).toBe('answered');
    simulator.set('well');
  });
  test('is not there at all, it is away', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(await createHttpPopulation({ url: `http://127.0.0.1:${port}` }).check(batch)).toEqual(later('away', null));
  });
  test('takes the same key twice, it counts it once', async () => {
    const before = simulator.counted();
    const again = { key: randomUUID(), questions };
    await http().check(again);
    await http().check(again);
    expect(simulator.counted()).toBe(before + 1);
  });
});

describe('by file', () => {
  const csv = (lines: string) => readAnswerFile(Buffer.from(lines, 'utf8'), 'text/csv');
  const head = 'Mã đối chiếu;Tìm thấy (Có/Không);Họ và tên (dân cư);Ngày sinh (dân cư);Giới tính (dân cư);Nơi ở (dân cư)\n';
  test('a list is text: a leading zero stays, a formula is none', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(new Uint8Array(listFile([{ ...(questions[0] as Question), fullName: '=1+1' }], batch.key).bytes).buffer);
    const row = book.worksheets[0]?.getRow(2);
    expect(row?.getCell(2).value).toBe(citizens[0]?.number);
    expect(row?.getCell(3).value).toBe("'=1+1");
  });
  test('a long list goes as CSV', () => {
    const many = Array.from({ length: 20_001 }, () => questions[0] as Question);
    expect(listFile(many, batch.key).mediaType).toBe('text/csv');
  });
  test('rows not filled in are left for later, rows nobody can read are counted', () => {
    const read = csv(`${head}a;có;Đỗ Thị Hường;5/9/2005;Nữ;x\nb;;;;;\nc;có;Lê Vy;31/2/2005;Nữ;x\nd;không;;;;\ne;có;Lê Vy;2005;;x\n`);
    expect(read?.unreadable).toBe(1);
    expect([...(read?.answers.keys() ?? [])]).toEqual(['a', 'd', 'e']);
    expect(read?.answers.get('a')).toMatchObject({ record: { birthDate: '2005-09-05', sex: 'female' } });
    expect(read?.answers.get('e')).toMatchObject({ record: { birthDate: '2005', sex: '' } });
  });
  test('a file of something else is none', () => expect(csv('a;b\n1;2\n')).toBeNull());
  test('a file that is not safe to read is refused, not tried again for ever', async () => {
    expect(await readSafely(Buffer.from('PK\u0003\u0004 no zip at all'), xlsx)).toEqual({ read: null, problem: 'file-refused' });
    expect(await readSafely(Buffer.from(`${head}a;có;Lê Vy;31/2/2005;Nữ;x\n`), 'text/csv')).toMatchObject({ problem: 'rows-unreadable' });
    expect(await readSafely(await filledIn(listFile(questions, batch.key).bytes, expected), xlsx)).toMatchObject({ problem: null });
  });
  test('before the answer is there, nobody is answered', async () => expect(await createFilePopulation(null).check(batch)).toEqual({ kind: 'answered', answers: [] }));
});
