import type { FormField } from '../domain/form.ts';
import type { Duty, DutyKind, Step, Text } from '../domain/plan.ts';
import type { Tier } from '../domain/tier.ts';
import { attendance, page, tick } from './text-builders.ts';

type Owner = Duty['owner'];

/** What a source calls its tiers, and who leads when a duty names nobody else. */
export type Voices = Readonly<Partial<Record<Owner, { name: string; lead: Text }>>>;

type DutyDraft = Pick<Duty, 'key' | 'kind' | 'owner' | 'title' | 'why' | 'how' | 'ifLate'> &
  Partial<Pick<Duty, 'scope' | 'lead' | 'cooperating' | 'review' | 'due' | 'after' | 'form' | 'work' | 'ladder' | 'legalBasis'>>;

export type StepDraft = Omit<Step, 'gates' | 'overlaps' | 'duties' | 'graceWorkingDays'> &
  Partial<Pick<Step, 'gates' | 'overlaps' | 'graceWorkingDays'>> & { legalBasis: Text; duties: readonly DutyDraft[] };

/** Work that goes up is looked at by whoever asked for it; what is published or attended shows for itself. */
const reviewOf = {
  acknowledge: 'none',
  submit: 'tier-above',
  publish: 'none',
  attend: 'none',
  report: 'tier-above',
  confirmation: 'none',
} as const satisfies Record<DutyKind, Duty['review']>;

/** `submit` and `report` must say what they ask; the rest ask the same everywhere. */
const formOf = {
  acknowledge: [tick('done', 'Chúng tôi đã nhận và thực hiện', 'We have received this and carry it out')],
  submit: [],
  publish: [page('page', 'Địa chỉ trang đã công bố', 'Address of the published page')],
  attend: attendance,
  report: [],
  confirmation: [],
} as const satisfies Record<DutyKind, readonly FormField[]>;

/** A tier with nobody above has nobody to review it. */
function reviewFor(draft: DutyDraft): Duty['review'] {
  const top: Tier = 'province';
  if (draft.owner === top || draft.owner === 'parents') return 'none';
  return draft.review ?? reviewOf[draft.kind];
}

function dutyOf(draft: DutyDraft, step: StepDraft, voices: Voices): Duty {
  const voice = voices[draft.owner];
  return {
    scope: { kind: 'all' },
    cooperating: [],
    legalBasis: step.legalBasis,
    lead: voice?.lead ?? { vi: draft.owner, en: draft.owner },
    form: draft.owner === 'parents' ? [] : formOf[draft.kind],
    ...draft,
    clause: `${step.clause}, ${voice?.name ?? draft.owner}`,
    review: reviewFor(draft),
  };
}

/** Makes the steps of one source: clause, legal basis and lead are written once for all duties of a step. */
export function stepsOf(voices: Voices): (draft: StepDraft) => Step {
  return ({ legalBasis, ...draft }) => ({
    gates: [],
    overlaps: [],
    graceWorkingDays: 5,
    ...draft,
    duties: draft.duties.map((duty) => dutyOf(duty, { ...draft, legalBasis }, voices)),
  });
}
