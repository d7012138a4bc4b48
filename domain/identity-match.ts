import type { IdentityField, IdentityState } from './identity.ts';
import { clean, fold } from './text.ts';

/** A person as one of the databases has them. Birth date `YYYY-MM-DD`, of which the end may be unknown; '' = the database has nothing. */
export type IdentityRecord = { fullName: string; birthDate: string; sex: 'male' | 'female' | ''; address: string };
/** What the school knows: a family lives at one of two addresses. */
export type OwnRecord = IdentityRecord & { otherAddress?: string };
export type PopulationAnswer = { found: true; record: IdentityRecord } | { found: false };

/** `spelling`: one value written in two ways. `absent`: the other side has nothing to compare with. */
export type FieldVerdict = 'same' | 'spelling' | 'different' | 'absent';
export type FieldVerdicts = Partial<Record<IdentityField, FieldVerdict>>;
export type MatchState = Extract<IdentityState, 'matched' | 'mismatch' | 'not-found' | 'other-person'>;
/** Codes only: values stay in the rows that they come from. */
export type Match = { state: MatchState; fields: FieldVerdicts };

/**
 * A record of ours against what the population database says of its number (HP-SYNC-2023). `mismatch`: a field differs. `other-person`: at
 * least two of name, birth date and sex do, which no slip of the pen explains. A spelling is no mismatch: nobody has to be asked about it.
 */
export function matchIdentity(ours: OwnRecord, answer: PopulationAnswer): Match {
  if (!answer.found) return { state: 'not-found', fields: {} };
  const theirs = answer.record;
  const addresses = [ours.address, ours.otherAddress ?? ''].filter((one) => one !== '').map((one) => compareAddress(one, theirs.address));
  const fields = {
    fullName: compareName(ours.fullName, theirs.fullName),
    birthDate: compareDate(ours.birthDate, theirs.birthDate),
    sex: compareSex(ours.sex, theirs.sex),
    address: addresses.toSorted((a, b) => rank[a] - rank[b])[0] ?? 'absent',
  } satisfies FieldVerdicts;
  const differing = [fields.fullName, fields.birthDate, fields.sex].filter((one) => one === 'different').length;
  if (differing >= 2) return { state: 'other-person', fields };
  // An answer without a name confirms nobody.
  const right = fields.fullName !== 'absent' && Object.values(fields).every((one) => one !== 'different');
  return { state: right ? 'matched' : 'mismatch', fields };
}

const rank = { same: 0, spelling: 1, absent: 2, different: 3 } as const satisfies Record<FieldVerdict, number>;

/**
 * Same: NFC or NFD, spacing and letter case, which no reader sees as another name (the population database writes in capitals).
 * Spelling: where the tone stands (uỷ/ủy), a letter that only looks like đ (Ð), the kind of apostrophe (H'Hen). Any other letter or tone is another name.
 */
export function compareName(ours: string, theirs: string): FieldVerdict {
  const [a, b] = [clean(ours), clean(theirs)];
  if (a === '' || b === '') return 'absent';
  if (a.toLowerCase() === b.toLowerCase()) return 'same';
  return spellingKey(a) === spellingKey(b) ? 'spelling' : 'different';
}

/** grave, acute, tilde, hook above, dot below */
const tones = /[\u0300\u0301\u0303\u0309\u0323]/gu;

function spellingKey(name: string): string {
  const letters = name.normalize('NFKC').toLowerCase().replace(/[ðɖ]/g, 'đ').replace(/[’‘ʼ`´]/g, "'").replace(/[‐‑–—]/g, '-');
  return clean(letters).split(' ').map((word) => {
    const parts = word.normalize('NFD');
    return parts.replace(tones, '') + [...(parts.match(tones) ?? [])].toSorted().join('');
  }).join(' ');
}

/** Partial birth dates exist: what is known there must agree. */
function compareDate(ours: string, theirs: string): FieldVerdict {
  if (ours === '' || theirs === '') return 'absent';
  if (ours === theirs) return 'same';
  return ours.startsWith(`${theirs}-`) ? 'absent' : 'different';
}

function compareSex(ours: IdentityRecord['sex'], theirs: IdentityRecord['sex']): FieldVerdict {
  if (ours === '' || theirs === '') return 'absent';
  return ours === theirs ? 'same' : 'different';
}

/** Addresses are free text: accents, abbreviations, the words of tiers and punctuation are spelling; streets, numbers and names are not. */
export function compareAddress(ours: string, theirs: string): FieldVerdict {
  const [a, b] = [clean(ours), clean(theirs)];
  if (a === '' || b === '') return 'absent';
  if (a.toLowerCase() === b.toLowerCase()) return 'same';
  return addressKey(a) === addressKey(b) ? 'spelling' : 'different';
}

const tierWords = /\b(?:thanh pho|thi tran|thi xa|phuong|quan|huyen|tinh|xa|so|tp|tt|tx|p|q|h|x)\b/g;

function addressKey(address: string): string {
  return fold(address).replace(/[.,;:()–-]+/g, ' ').replace(/\s+/g, ' ').replace(tierWords, ' ').replace(/\s+/g, ' ').trim();
}
