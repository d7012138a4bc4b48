import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { SlipSheet } from '../../db/queries/slips.ts';
import { registrationContent } from './registration-sheet.ts';
import type { RegistrationPage } from './registration-sheet.ts';
import { sheetContent } from './sheet.ts';

const tinos = (name: string) => createRequire(import.meta.url).resolve(`@expo-google-fonts/tinos/${name}`);
const fonts = {
  normal: tinos('400Regular/Tinos_400Regular.ttf'),
  bold: tinos('700Bold/Tinos_700Bold.ttf'),
  italics: tinos('400Regular_Italic/Tinos_400Regular_Italic.ttf'),
  bolditalics: tinos('700Bold_Italic/Tinos_700Bold_Italic.ttf'),
};
const folders = Object.values(fonts).map(dirname);
// Complete Vietnamese letters; subsets of web fonts lack some. Nothing else is read, nothing fetched.
pdfmake.setFonts({ Tinos: fonts });
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => folders.some((folder) => path.startsWith(folder)));

const dress = {
  pageSize: 'A4',
  pageMargins: [40, 32, 40, 28],
  language: 'vi',
  defaultStyle: { font: 'Tinos', fontSize: 11, lineHeight: 1.1 },
  styles: {
    title: { fontSize: 15, bold: true, alignment: 'center', margin: [0, 6, 0, 2] },
    part: { fontSize: 12, bold: true, margin: [0, 0, 0, 4] },
    trial: { bold: true, color: '#7a1f7a', alignment: 'center', margin: [0, 0, 0, 6] },
  },
} as const satisfies Partial<TDocumentDefinitions>;

/**
 * A PDF, one A4 page a slip, as a stream: its bytes leave while later pages are written, so that a school of a
 * thousand does not stand in memory twice. Answers `null` when there is nothing to print.
 */
export async function renderSlips(sheets: readonly SlipSheet[], options: { publicUrl: string }): Promise<NodeJS.ReadableStream | null> {
  if (sheets.length === 0) return null;
  const document = await pdfmake.createPdf(definitionOf(sheets, options.publicUrl)).getStream();
  document.end();
  return document;
}

/** Registration slips of grade 12, in the same dress. */
export async function renderRegistrations(pages: readonly RegistrationPage[]): Promise<NodeJS.ReadableStream | null> {
  if (pages.length === 0) return null;
  const document = await pdfmake.createPdf({ ...dress, info: { title: 'Phiếu đăng ký dự thi', creator: 'Mùa', producer: 'Mùa' }, content: pages.map((page, index) => registrationContent(page, index === pages.length - 1)) }).getStream();
  document.end();
  return document;
}

function definitionOf(sheets: readonly SlipSheet[], publicUrl: string): TDocumentDefinitions {
  return {
    ...dress,
    info: { title: 'Phiếu xác nhận thông tin học sinh', creator: 'Mùa', producer: 'Mùa' },
    content: sheets.map((sheet, index) => sheetContent(sheet, publicUrl, index === sheets.length - 1)),
    ...(sheets.some((sheet) => sheet.season.rehearsal) && { watermark: { text: 'DIỄN TẬP', opacity: 0.12, bold: true } }),
  };
}
