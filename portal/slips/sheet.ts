import type { Column, Content, ContentTable, TableCell } from 'pdfmake/interfaces.js';
import { slipFields } from '../../domain/confirmation.ts';
import { deadlineWords } from '../../domain/notice-words.ts';
import { shownValue, slipLabel } from '../../domain/slip.ts';
import type { SlipSheet } from '../../db/queries/slips.ts';

// Functions, not constants: pdfmake writes its measures into the nodes it is given.
const box = (): Column => ({ canvas: [{ type: 'rect', x: 0, y: 1, w: 9, h: 9, lineWidth: 0.8 }], width: 14 });
const blank = '.'.repeat(42);

/** NFC: decomposed letters render with misplaced marks. */
const nfc = (text: string) => text.normalize('NFC');

/** One A4 page: how to answer above, the part that goes back to the school below the cutting line. */
export function sheetContent(sheet: SlipSheet, publicUrl: string, last: boolean): Content[] {
  return [
    ...(sheet.season.rehearsal ? [{ text: '[DIỄN TẬP] — phiếu tập dượt, không có giá trị', style: 'trial' }] : []),
    heading(sheet),
    howTo(sheet, publicUrl),
    cuttingLine(),
    { text: 'PHẦN NỘP LẠI CHO NHÀ TRƯỜNG', style: 'part' },
    { text: nfc(`Học sinh: ${sheet.slip.fullName} — Lớp ${sheet.className} — Mã học sinh ${sheet.pupilCode}`), margin: [0, 0, 0, 4] },
    dataTable(sheet),
    answers(),
    { ...signature(), ...(last ? {} : { pageBreak: 'after' as const }) },
  ];
}

function heading(sheet: SlipSheet): Content {
  return {
    stack: [
      { text: nfc(sheet.school.name.toUpperCase()), bold: true },
      { text: 'PHIẾU XÁC NHẬN THÔNG TIN HỌC SINH', style: 'title' },
      { text: nfc(sheet.season.title), alignment: 'center' },
    ],
    margin: [0, 0, 0, 8],
  };
}

/** The payload of the QR code: the link of this very page. */
export function qrPayload(linkPath: string, publicUrl: string): string {
  return `${publicUrl}${linkPath}`;
}

function howTo(sheet: SlipSheet, publicUrl: string): Content {
  const call = sheet.school.phone === null ? 'Cần hỏi: xin gặp nhà trường.' : `Cần hỏi: gọi nhà trường ${sheet.school.phone}.`;
  const safety = [`Trang chính thức: ${publicUrl}. Nhà trường và Sở không bao giờ thu tiền, không gọi điện, nhắn tin hỏi mật khẩu hay mã OTP.`, call].map(
    (text): Content => ({ text: nfc(text), margin: [0, 3, 0, 0] }),
  );
  const password = passwordLine(sheet, publicUrl);
  if (sheet.linkPath === null) {
    const done =
      sheet.reference === null
        ? 'Kỳ xác nhận của học sinh này đã kết thúc.'
        : `Phụ huynh đã trả lời (mã tra cứu ${sheet.reference}); không cần nộp lại phiếu.`;
    return { stack: [{ text: nfc(done), bold: true }, ...(password ? [password] : []), ...safety], margin: [0, 0, 0, 8] };
  }
  return {
    columns: [
      {
        stack: [
          { text: nfc(`Kính gửi: ${sheet.slip.guardianName}`), bold: true },
          {
            text: nfc(
              `Xin kiểm tra thông tin của em ${sheet.slip.fullName}, lớp ${sheet.className}, và trả lời ${deadlineWords(sheet.closesAt)} bằng MỘT trong ${password ? 'ba' : 'hai'} cách:`,
            ),
            margin: [0, 3, 0, 3],
          },
          {
            ol: [
              'Quét mã QR bên cạnh bằng điện thoại, xem rồi bấm xác nhận hoặc đề nghị sửa; hoặc',
              ...(password ? [password] : []),
              'Điền phần dưới, ký tên và nộp lại cho giáo viên chủ nhiệm.',
            ],
          },
          ...safety,
        ],
      },
      { qr: qrPayload(sheet.linkPath, publicUrl), fit: 118, eccLevel: 'M', width: 130, margin: [12, 0, 0, 0] },
    ],
    margin: [0, 0, 0, 8],
  };
}

/** HP-2023 step 6: with the number as on record, even a wrong one, it opens the same page as the QR code. */
function passwordLine(sheet: SlipSheet, publicUrl: string): Content | null {
  if (sheet.password === null) return null;
  return { text: ['Vào ', `${publicUrl}/dang-nhap`, `, nhập số định danh ${sheet.slip.personalNumber} và mật khẩu: `, { text: sheet.password, bold: true, fontSize: 13 }, ' (giữ kín, không đưa cho ai).'] };
}

const cuttingLine = (): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: 515, y2: 0, dash: { length: 4 }, lineWidth: 0.7 }],
  margin: [0, 2, 0, 6],
});

function dataTable(sheet: SlipSheet): ContentTable {
  const head = ['Mục', 'Nhà trường đang ghi', 'Đúng', 'Nếu sai, ghi lại cho đúng'].map((text): TableCell => ({ text, bold: true }));
  const rows = slipFields.map((field): TableCell[] => [
    nfc(slipLabel[field].vi),
    nfc(shownValue(field, sheet.slip[field], 'vi')),
    { columns: [box()], margin: [8, 0, 0, 0] },
    { text: '', margin: [0, 7, 0, 7] },
  ]);
  return { table: { headerRows: 1, widths: [110, 165, 30, '*'], body: [head, ...rows], dontBreakRows: true }, margin: [0, 0, 0, 8] };
}

const answers = (): Content => ({
  stack: [
    { columns: [box(), { text: 'Tất cả thông tin trên là đúng.' }], margin: [0, 0, 0, 3] },
    { columns: [box(), { text: 'Có thông tin sai, tôi đã ghi lại ở cột cuối và kèm bản sao giấy tờ.' }] },
  ],
  margin: [0, 0, 0, 6],
});

const signature = () => ({
  columns: [
    { text: `Họ tên người ký: ${blank}\n\nSố điện thoại: ${blank}`, margin: [0, 14, 0, 0] as [number, number, number, number] },
    {
      stack: [
        { text: 'Ngày ...... tháng ...... năm ..........' },
        { text: 'Cha, mẹ hoặc người giám hộ', bold: true },
        { text: '(ký, ghi rõ họ tên)', italics: true },
      ],
      alignment: 'center' as const,
      width: 200,
    },
  ],
});
