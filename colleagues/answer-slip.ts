import { slipFields } from '../domain/confirmation.ts';
import type { SlipField } from '../domain/confirmation.ts';
import { createBrowser, standing } from './browse.ts';
import type { Form } from './browse.ts';

export type SlipAnswer = { kind: 'confirmed' | 'disputed'; reference: string } | { kind: 'closed' };

type Visit = {
  url: string;
  wanted: 'confirm' | 'dispute';
  /** In [0, 1), the same for the same word. */
  chance: (word: string) => number;
  signal: AbortSignal;
};

const mostPages = 15;
const referenceIn = (text: string): string | null => /\bXN-[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(text)?.[0] ?? null;

/** A parent opens the link on a phone without JavaScript and goes through the pages until a reference is shown. */
export async function answerByLink({ url, wanted, chance, signal }: Visit): Promise<SlipAnswer> {
  const browser = createBrowser(signal);
  let page = await browser.open(url);
  if (page.status === 404 || page.status === 410 || referenceIn(page.text) !== null) return { kind: 'closed' };
  const disputed = slipFields.filter((field) => disputable(field) && chance(`field ${field}`) < 0.2).slice(0, 2);
  const fields: readonly SlipField[] = disputed.length > 0 ? disputed : ['currentAddress'];
  for (let pages = 0; pages < mostPages; pages += 1) {
    const reference = referenceIn(page.text);
    if (reference !== null && page.status < 400) return { kind: wanted === 'confirm' ? 'confirmed' : 'disputed', reference };
    const next = page.forms.map((form) => ({ form, fit: fitOf(form, wanted, url) })).filter(({ fit }) => fit > 0).sort((one, other) => other.fit - one.fit)[0]?.form;
    const link = page.links.find(({ href }) => href.startsWith(url) && href !== page.url && href.includes(wanted));
    if (next) page = await browser.submit(next, filled(next, wanted, fields, chance));
    else if (link) page = await browser.open(link.href);
    else if (page.status < 400) return { kind: 'closed' };
    else break;
  }
  throw new Error(`a parent found no way through the page (${page.status}, ${page.forms.length} forms)`);
}

/** Names and dates of birth come from papers; parents mostly correct where they live and how to reach them. */
function disputable(field: SlipField): boolean {
  return !['sex', 'birthDate', 'personalNumber'].includes(field);
}

function fitOf(form: Form, wanted: Visit['wanted'], url: string): number {
  if (!form.action.startsWith(url)) return 0;
  const tail = form.action.slice(url.length);
  if (tail.includes(wanted)) return 2;
  return tail.includes(wanted === 'confirm' ? 'dispute' : 'confirm') ? 0 : 1;
}

function filled(form: Form, wanted: Visit['wanted'], fields: readonly SlipField[], chance: Visit['chance']): [string, string][] {
  const values = new Map(standing(form));
  const pairs: [string, string][] = [];
  for (const field of form.fields) {
    const of = slipFields.find((one) => field.name === one || field.name.endsWith(`.${one}`) || field.name.endsWith(`-${one}`) || field.name === `${one}Value`);
    if (field.type === 'checkbox') {
      const isField = slipFields.find((one) => one === field.value || field.name.endsWith(one));
      if (isField ? fields.includes(isField) : wanted === 'confirm' || field.checked) pairs.push([field.name, field.value]);
    } else if (field.type === 'radio') {
      if (field.value === wanted || field.checked) pairs.push([field.name, field.value]);
    } else if (of && fields.includes(of)) pairs.push([field.name, properValue(of, chance)]);
    else pairs.push([field.name, values.get(field.name) ?? field.value]);
  }
  const [button] = form.buttons.filter((one) => one.name !== '');
  return button ? [...pairs, [button.name, button.value]] : pairs;
}

function properValue(field: SlipField, chance: Visit['chance']): string {
  const number = Math.floor(chance(`value ${field}`) * 9_000_000) + 1_000_000;
  const values: Partial<Record<SlipField, string>> = {
    guardianPhone: `091${number}`, fullName: 'Nguyễn Thị Hường', guardianName: 'Nguyễn Văn Bình', ethnicity: 'Kinh', birthPlace: 'Hải Phòng',
  };
  return values[field] ?? `Số ${number % 300} Lạch Tray, thành phố Hải Phòng`;
}

