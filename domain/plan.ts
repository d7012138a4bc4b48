import type { FormField } from './form.ts';
import type { LadderRule } from './ladder.ts';
import type { Level, Tier } from './tier.ts';
import type { MomentRule, WindowRule } from './window.ts';
import type { Work } from './work.ts';

/** Vietnamese first, English second. */
export type Text = { vi: string; en: string };

/** Which source document, as cited in comments and shown to people. */
export type PlanSource = { short: string; document: string; file: string; issuer: Text };

/** What a duty asks of its owner; each kind has its form and its end (see `task.ts`). */
export const dutyKinds = ['acknowledge', 'submit', 'publish', 'attend', 'report', 'confirmation'] as const;
export type DutyKind = (typeof dutyKinds)[number];

/** Which units of the tier owe it. `all` = every unit of the tier. */
export type DutyScope = { kind: 'all' } | { kind: 'levels'; levels: readonly Level[] };

export type Duty = {
  /** Unique in its step, `kebab-case`. */
  key: string;
  kind: DutyKind;
  /** The tier that owes it; `parents` duties are done by families through the portal, with the school as the unit. */
  owner: Tier | 'parents';
  scope: DutyScope;
  title: Text;
  /** Why this is asked, in words for someone without education experience (facts.md, failures 5). */
  why: Text;
  /** Legal basis: the document and clause. */
  legalBasis: Text;
  how: Text;
  ifLate: Text;
  /** "HP-2023 step 5, Phòng". */
  clause: string;
  lead: Text;
  cooperating: readonly Text[];
  /** Who accepts or returns it: the owner's parent unit (`tier-above`), the Sở, or nobody. */
  review: 'tier-above' | 'province' | 'none';
  /** Defaults to the closing of the step's window. */
  due?: MomentRule;
  /** Keys of duties of the same step whose tasks under (or of) this unit must be done first. */
  after?: readonly string[];
  form: readonly FormField[];
  /** Data that it is about: figures are counted, and what is wrong there keeps it from being handed in. */
  work?: Work;
  ladder?: LadderRule;
};

/** The step opens only once the other has opened/closed ("early May, after step 3"). */
export type Gate = { step: string; edge: 'opened' | 'closed' };

export type Step = {
  /** Unique in the plan, `kebab-case`, never changed: it is in workflow ids. */
  key: string;
  /** As the source numbers it. */
  number: number;
  title: Text;
  summary: Text;
  clause: string;
  window: WindowRule;
  gates: readonly Gate[];
  /** May its window overlap others? Stated by the source or seen in its dates (29/7 is in steps 9 and 10). */
  overlaps: readonly string[];
  duties: readonly Duty[];
  /** Its opening freezes what was decided about zones and quotas (HP-2023 steps 5 and 8). */
  freezesZones?: boolean;
  /** A trial run (HP-2023 step 7): nothing real goes out of it. */
  trial?: boolean;
  /** Working days after `closesAt` in which late work is still taken; then it lapses. */
  graceWorkingDays: number;
};

export type Plan = {
  /** `hp-2023` */
  key: string;
  title: Text;
  kind: 'admissions' | 'transcripts' | 'identity';
  source: PlanSource;
  /** The year of the source document: the default year of a season. */
  year: number;
  /** `yearly`: the deadlines return each year (HP-2025). */
  repeats: 'once' | 'yearly';
  /** Top first, e.g. ['province', 'district', 'school']. */
  tiers: readonly Tier[];
  levels: readonly Level[];
  ladder: LadderRule;
  steps: readonly Step[];
};
