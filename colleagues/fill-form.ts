import type { Answers, FormField } from '../domain/form.ts';
import { addDays } from '../domain/instant.ts';
import type { LocalDate } from '../domain/instant.ts';
import { roll } from './people.ts';

export type Filling = {
  seed: number;
  /** What makes this piece of work itself: season, step, duty, unit. */
  words: readonly string[];
  /** Today in the season. */
  today: LocalDate;
  unitName: string;
  /** Leaves out the first required field: the form must be refused. */
  careless: boolean;
};

const sentences = [
  'Đơn vị đã thực hiện đầy đủ theo hướng dẫn, không có vướng mắc.', 'Đã hoàn thành, một số học sinh chuyển đến còn chờ bổ sung giấy tờ.',
  'Đã triển khai tới toàn thể giáo viên và phụ huynh; tiếp tục rà soát.', 'Đường truyền đôi lúc chậm, đề nghị hỗ trợ kỹ thuật vào giờ cao điểm.',
] as const;

/** Sensible answers for any typed form; attachments (`file` fields) are uploaded beside it. */
export function fillForm(form: readonly FormField[], filling: Filling): Answers {
  const left = filling.careless ? form.find((field) => field.required && field.type !== 'file')?.key : undefined;
  const entries = form.flatMap((field) => (field.type === 'file' || field.key === left ? [] : [[field.key, valueOf(field, filling)] as const]));
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

export const wantsFile = (form: readonly FormField[]): boolean => form.some((field) => field.type === 'file' && field.required);

function valueOf(field: Exclude<FormField, { type: 'file' }>, filling: Filling): unknown {
  const drawn = roll(filling.seed, 'field', field.key, ...filling.words);
  switch (field.type) {
    case 'text': {
      const sentence = sentences[Math.floor(drawn * sentences.length)] ?? sentences[0];
      return `${filling.unitName}: ${sentence}`.slice(0, field.maxLength ?? 4_000);
    }
    case 'number': {
      const low = field.min ?? 0;
      const high = Math.min(field.max ?? low + 120, low + 10_000);
      const value = low + drawn * (high - low);
      return field.integer ?? true ? Math.min(high, Math.ceil(value)) : Math.round(value * 10) / 10;
    }
    case 'date':
      return addDays(filling.today, Math.floor(drawn * 5));
    case 'boolean':
      return true;
    case 'choice':
      return field.options[Math.floor(drawn * field.options.length)]?.value;
    case 'url':
      return `https://truong.example.vn/thong-bao/${encodeURIComponent(filling.words.at(-1) ?? '').toLowerCase()}-${Math.floor(drawn * 900) + 100}`;
    case 'directive':
      return { number: `${Math.floor(drawn * 900) + 100}/GDĐT`, signedOn: filling.today, signer: 'Lãnh đạo đơn vị' };
  }
}

/** The smallest PDF that readers take: a colleague's scanned paper. */
export function scannedPaper(title: string): { name: string; mediaType: string; bytes: Uint8Array<ArrayBuffer> } {
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>', '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>'];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj${object}endobj\n`;
    return offset;
  });
  const table = ['0000000000 65535 f ', ...offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n `)].join('\n');
  text += `xref\n0 ${objects.length + 1}\n${table}\ntrailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
  return { name: `${title}.pdf`, mediaType: 'application/pdf', bytes: Uint8Array.from(Buffer.from(text, 'latin1')) };
}
