import type { SlipField } from '../domain/confirmation.ts';
import { createBrowser, standing, textAt } from './browse.ts';
import type { Browser, Form, Page } from './browse.ts';

export type SlipAnswer = { kind: 'confirmed' | 'disputed'; reference: string } | { kind: 'closed' };

type Visit = {
  url: string;
  wanted: 'confirm' | 'dispute';
  /** In [0, 1), the same for the same word. */
  chance: (word: string) => number;
  /** A page that is somebody else's to answer is closed again. */
  leave: (text: string) => boolean;
  signal: AbortSignal;
};

const referenceIn = (page: Page): string | null => (page.status < 400 ? (/\bXN-[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(page.text)?.[0] ?? null) : null);

/** A parent opens the link on a phone without JavaScript and goes through its pages until a reference is shown. */
export async function answerByLink({ url, wanted, chance, leave, signal }: Visit): Promise<SlipAnswer> {
  const browser = createBrowser(signal);
  const page = await browser.open(url);
  const right = formTo(page, `${url}/confirm`);
  // Answered before, expired, or the step is over: the page says so and asks nothing.
  if (!right || referenceIn(page) !== null || leave(page.text)) return { kind: 'closed' };
  const last = wanted === 'confirm' ? await browser.submit(right, standing(right)) : await dispute(browser, page, url, chance);
  const reference = referenceIn(last);
  if (reference !== null) return { kind: wanted === 'confirm' ? 'confirmed' : 'disputed', reference };
  if (formTo(last, `${url}/confirm`) ?? formTo(last, `${url}/values`)) throw new Error(`a parent's answer was not taken (${last.status})`);
  return { kind: 'closed' };
}

/** Which items are wrong → the right value of each → check before sending. */
async function dispute(browser: Browser, slip: Page, url: string, chance: Visit['chance']): Promise<Page> {
  const items = disputable.filter((field) => chance(`wrong ${field}`) < 0.25).slice(0, 2);
  const wrong = items.length > 0 ? items : (['currentAddress'] as const);
  const link = slip.links.find(({ href }) => href.startsWith(`${url}/dispute`));
  if (!link) throw new Error('the slip has no way to say that something is wrong');
  const choosing = needed(await browser.open(link.href), `${url}/choose`);
  const asking = await browser.submit(choosing, [...standing(choosing), ...wrong.map((field) => ['wrong', field] as const)]);
  const values = needed(asking, `${url}/values`);
  const recorded = (name: string): string => textAt(asking, `${name}-hint`).replace(/^[^:]*: /, '');
  const typed = standing(values).map(([name, value]) => [name, wrong.some((field) => field === name) ? rightValue[name as (typeof disputable)[number]](chance, recorded(name)) : value] as const);
  const review = needed(await browser.submit(values, typed), `${url}/dispute`);
  return await browser.submit(review, standing(review));
}

const number = (chance: Visit['chance'], word: string): number => Math.floor(chance(word) * 9_000_000) + 1_000_000;

/** What families mostly correct: where they live, how to reach them, spelling of names. */
const rightValue = {
  // Moved within the group, which an address names.
  currentAddress: (chance, recorded) => `Số ${(number(chance, 'house') % 300) + 1} Lạch Tray, ${recorded.replace(/^Số [^,]*, /, '')}`,
  guardianPhone: (chance) => `091${number(chance, 'phone')}`,
  guardianName: () => 'Nguyễn Thị Thu Hường',
  birthPlace: () => 'Bệnh viện Phụ sản Hải Phòng',
  permanentAddress: (chance) => `Thôn ${number(chance, 'hamlet') % 12}, huyện An Dương, thành phố Hải Phòng`,
} satisfies Partial<Record<SlipField, (chance: Visit['chance'], recorded: string) => string>>;
const disputable = Object.keys(rightValue) as (keyof typeof rightValue)[];

const formTo = (page: Page, action: string): Form | undefined => page.forms.find((form) => form.action.split('?')[0] === action);

function needed(page: Page, action: string): Form {
  const form = formTo(page, action);
  if (!form) throw new Error(`the portal did not go on to ${action.split('/').at(-1)} (${page.status})`);
  return form;
}
