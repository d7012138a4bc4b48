import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderEmail, renderSms } from './notice-render.ts';
import { smsSegments } from './notice-sms.ts';
import { noticeTemplates } from './notice.ts';
import { deadlineWords } from './notice-words.ts';
import { instantAt, startOfDate } from './instant.ts';

const context = { publicUrl: 'https://tuyensinh.haiphong.edu.vn', linkPath: `/p/${'x_-9'.repeat(10)}abc` };
const data = {
  pupil: 'Hường',
  className: '5A1',
  school: 'Trường Tiểu học Nguyễn Thị Minh Khai',
  schoolPhone: '02253123456',
  season: 'Tuyển sinh Hải Phòng 2023',
  closesAt: startOfDate('2023-04-26'),
  reference: 'XN-7K2M-9QPA',
  disputed: true,
  summary: 'Ngày sinh: đã sửa.\nNơi sinh: giữ nguyên, vì …',
  name: 'Lê Vân',
  title: 'Nộp mẫu M1',
  taskId: 't1',
};
const parents = ['confirmation-link', 'confirmation-reminder', 'confirmation-received', 'dispute-decided'] as const;

test.each(noticeTemplates)('%s: marked in a rehearsal on subject and first line, official site named, no unfilled words', (template) => {
  const real = renderEmail({ template, data, rehearsal: false }, context);
  const trial = renderEmail({ template, data, rehearsal: true }, context);
  expect(trial.subject).toBe(`[DIỄN TẬP] ${real.subject}`);
  expect(trial.text.split('\n')[0]).toMatch(/^\[DIỄN TẬP\]/);
  expect(trial.html).toContain('[DIỄN TẬP]');
  expect(real.text + real.html + real.subject).not.toMatch(/DIỄN TẬP|undefined|null|NaN/);
  expect(real.text).toContain(context.publicUrl);
  expect(real.text).toMatch(/không (bao giờ )?hỏi mật khẩu/);
});

test.each(noticeTemplates)('%s: renders with no data at all, and never fails to send for an old row', (template) => {
  const { subject, text } = renderEmail({ template, data: {}, rehearsal: false }, { ...context, linkPath: null });
  expect(subject).not.toBe('');
  expect(text).not.toMatch(/undefined|null|NaN/);
});

test.each(parents)('%s: a text message of at most two segments that keeps its link whole', (template) => {
  for (const rehearsal of [false, true]) {
    const text = renderSms({ template, data, rehearsal }, context) ?? '';
    expect(smsSegments(text)).toBeLessThanOrEqual(2);
    if (template !== 'confirmation-received') expect(text).toContain(`${context.publicUrl}${context.linkPath}`);
    if (rehearsal) expect(text).toMatch(/^\[DI[ỄE]N T[ẬA]P\]/);
  }
});

test('without a long link the accents stay', () => {
  expect(renderSms({ template: 'confirmation-received', data: { ...data, disputed: false }, rehearsal: false }, context)).toMatch(
    /Đã nhận xác nhận của em Hường/,
  );
});

test('segments: 7-bit 160/153, doubled signs, and 70/67 as soon as one letter has an accent', () => {
  expect([160, 161, 306, 307].map((length) => smsSegments('a'.repeat(length)))).toEqual([1, 2, 2, 3]);
  expect([70, 71, 134, 135].map((length) => smsSegments('ế'.repeat(length)))).toEqual([1, 2, 2, 3]);
  expect(smsSegments('~'.repeat(80))).toBe(1);
  expect(smsSegments('~'.repeat(81))).toBe(2);
});

test('a name cannot break out of the page or the subject', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (pupil) => {
      const { subject, html } = renderEmail(
        { template: 'confirmation-link', data: { ...data, pupil: `<script>\r\nBcc: x${pupil}` }, rehearsal: false },
        context,
      );
      expect(subject).not.toMatch(/[\r\n]/);
      expect(html).not.toContain('<script');
    }),
  );
});

test('00:00 belongs to the day before, as people say it', () => {
  expect(deadlineWords(startOfDate('2023-05-31'))).toBe('hết ngày 30/05/2023');
  expect(deadlineWords(instantAt('2023-04-25', 17))).toBe('trước 17:00 ngày 25/04/2023');
  expect(deadlineWords(startOfDate('2024-03-01'), 'en')).toBe('the end of 29/02/2024');
});

test('a clause is said in Vietnamese', () => {
  const { text, html } = renderEmail({ template: 'task-opened', data: { ...data, clause: 'HP-2023 step 3, trường' }, rehearsal: false }, context);
  expect(text).toContain('HP-2023 bước 3, trường');
  expect(text + html).not.toContain('step');
});
