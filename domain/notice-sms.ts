import { plainLetters } from './notice-words.ts';

/** GSM 03.38: these two-byte signs cost double; everything else of printable ASCII but the grave accent is one. */
const doubled = /[\^{}\\[\]~|]/g;
const sevenBit = /^[\n\x20-\x5f\x61-\x7e]*$/;

/** How many segments a text message takes: 160/153 signs of the 7-bit alphabet, 70/67 of UCS-2 as soon as one letter has an accent. */
export function smsSegments(text: string): number {
  const plain = sevenBit.test(text);
  const length = plain ? text.length + (text.match(doubled)?.length ?? 0) : text.length;
  const [single, part] = plain ? [160, 153] : [70, 67];
  return length <= single ? 1 : Math.ceil(length / part);
}

/** What must be said, and what may be said besides if it still fits, most useful first. */
export type SmsParts = { must: string; may: readonly string[] };

const maxSegments = 2;

/**
 * At most two segments. With accents when the essential fits so; else without, as Vietnamese operators send it. A
 * link is never cut: `must` is short by construction.
 */
export function smsText({ must, may }: SmsParts): string {
  const dressed = smsSegments(must.normalize('NFC')) <= maxSegments ? (text: string) => text.normalize('NFC') : plainLetters;
  let text = dressed(must);
  for (const part of may) {
    const longer = `${text} ${dressed(part)}`;
    if (smsSegments(longer) <= maxSegments) text = longer;
  }
  return text;
}
