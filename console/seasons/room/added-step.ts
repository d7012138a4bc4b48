import type { DutyKind, Step } from '../../../domain/plan.ts';
import type { Tier } from '../../../domain/tier.ts';
import { addDays, localDateOf } from '../../../domain/instant.ts';
import type { Instant } from '../../../domain/instant.ts';
import { fold } from '../../../domain/text.ts';

export type AddedStep = { title: string; what: string; owner: Tier; kind: Extract<DutyKind, 'acknowledge' | 'submit' | 'report'>; opensAt: Instant; closesAt: Instant };

const both = (text: string) => ({ vi: text, en: text });

/** A step the plan did not foresee, made from what the Sở typed; it opens one duty for every unit of a tier. */
export function addedStep(asked: AddedStep, season: { year: number; steps: readonly { number: number; key: string }[] }, directive: string): Step {
  const slug = fold(asked.title).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 40) || 'step';
  const taken = new Set(season.steps.map((step) => step.key));
  let key = slug;
  for (let count = 2; taken.has(key); count += 1) key = `${slug}-${count}`;
  const rule = (date: string, kind: 'date' | 'through-date') => {
    const [year = season.year, month = 1, day = 1] = date.split('-').map(Number);
    return { kind, month, day, yearOffset: year - season.year } as const;
  };
  return {
    key,
    number: Math.max(0, ...season.steps.map((step) => step.number)) + 1,
    title: both(asked.title),
    summary: both(asked.what),
    clause: directive,
    window: { opens: rule(localDateOf(asked.opensAt), 'date'), closes: rule(addDays(localDateOf(asked.closesAt - 1), 0), 'through-date') },
    gates: [],
    overlaps: season.steps.map((step) => step.key),
    duties: [
      {
        key: 'added-duty', kind: asked.kind, owner: asked.owner, scope: { kind: 'all' }, title: both(asked.title), why: both(asked.what),
        legalBasis: both(directive), how: both(asked.what), ifLate: { vi: 'Đơn vị chậm được báo lên cấp trên.', en: 'A late unit is reported to the tier above.' },
        clause: directive, lead: { vi: 'Sở GDĐT', en: 'Department of Education' }, cooperating: [], review: asked.kind === 'acknowledge' || asked.owner === 'province' ? 'none' : 'tier-above',
        form: asked.kind === 'acknowledge' ? [] : [{ key: 'content', type: 'text', label: { vi: 'Nội dung', en: 'Content' }, required: true, multiline: true }],
      },
    ],
    graceWorkingDays: 3,
  };
}
