import { expect, test } from 'vitest';
import { attachmentExtensionOf } from './attachment.ts';

test.each([
  ['Báo cáo.PDF', '.pdf'], ['a.b.xlsx', '.xlsx'], ['ảnh.jpeg', '.jpeg'],
  ['.pdf', null], ['a.pdf.exe', null], ['a', null], ['', null], ['thư mục.pdf/tệp', null], ['a.toString', null],
])('%s: %s', (name, extension) => {
  expect(attachmentExtensionOf(name)).toBe(extension);
});
