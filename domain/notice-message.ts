import type { NoticeData } from './notice.ts';
import type { SmsParts } from './notice-sms.ts';

/** What a template makes of its data; channels dress it (notice-render.ts). */
export type NoticeMessage = {
  subject: string;
  /** "Kính gửi …" */
  greeting: string;
  paragraphs: readonly string[];
  facts: readonly (readonly [label: string, value: string])[];
  action: { label: string; url: string } | null;
  /** For the text message; staff templates go by email only and have none. */
  sms: SmsParts | null;
  audience: 'staff' | 'parent';
};

export type NoticeContext = {
  /** Origin that people reach; the official site named in each message. */
  publicUrl: string;
  /** The opened link of a parent's notice; null when it carries none. */
  linkPath: string | null;
};

/** Data come from jsonb written by an earlier version of the product: a missing key is an empty text, never a failure to send. */
export function textOf(data: NoticeData, key: string): string {
  const value = data[key];
  return value === undefined || value === null ? '' : String(value);
}

export function numberOf(data: NoticeData, key: string): number | null {
  const value = data[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Facts without value are left out. */
export function factsOf(...facts: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  return facts.filter(([, value]) => value !== '');
}
