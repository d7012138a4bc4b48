import type { Tx } from '../../db/client.ts';
import type { DirectiveRow } from '../../db/queries/directives.ts';
import { queueNotices } from '../../db/queries/notices.ts';
import { responsiblePeople } from '../../db/queries/season-changes.ts';
import type { ChangeRow } from '../../db/queries/season-changes.ts';
import type { SeasonRow } from '../../db/queries/seasons.ts';
import { localDateOf, localMinutesOf } from '../../domain/instant.ts';
import type { Tier } from '../../domain/tier.ts';
import type { StaffCtx } from '../verb.ts';

type Told = Pick<ChangeRow, 'id' | 'kind' | 'stepKey' | 'before' | 'after'> & { directive: DirectiveRow | null };

const words = {
  extend: 'Gia hạn',
  shorten: 'Rút ngắn thời hạn',
  'add-step': 'Thêm bước',
  skip: 'Bỏ bước',
  pause: 'Tạm dừng mùa',
  resume: 'Mùa chạy tiếp',
  'set-pace': 'Đổi tốc độ',
  cancel: 'Huỷ mùa',
} as const satisfies Record<ChangeRow['kind'], string>;

/** Tiers that owe something in the step, or anywhere when no step is named. Parents' work lies with the school. */
function tiersConcerned(season: SeasonRow, stepKey: string | null): Tier[] {
  const steps = season.plan.steps.filter((step) => stepKey === null || step.key === stepKey);
  return [...new Set(steps.flatMap((step) => step.duties.map((duty) => (duty.owner === 'parents' ? 'school' : duty.owner))))];
}

/** "17:00, 25/04/2023" in Việt Nam. */
function whenOf(given: unknown): string {
  const at = typeof given === 'string' ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(at)) return '';
  const [year, month, day] = localDateOf(at).split('-');
  const minutes = localMinutesOf(at);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}, ${day}/${month}/${year}`;
}

/** Everyone concerned hears of a change, in the transaction that makes it. A new pace of a rehearsal concerns nobody's work. */
export async function tellOfChange(ctx: StaffCtx, tx: Tx, season: SeasonRow, change: Told): Promise<number> {
  if (change.kind === 'set-pace') return 0;
  const step = season.plan.steps.find((one) => one.key === change.stepKey);
  const people = await responsiblePeople(tx, tiersConcerned(season, change.stepKey));
  const directive = change.directive
    ? `${change.directive.number} (${whenOf(`${change.directive.signedOn}T00:00:00+07:00`).slice(7)}), ${change.directive.signer}`
    : '';
  return await queueNotices(
    tx,
    people.map((person) => ({
      template: 'season-changed',
      channel: 'email',
      dedupeKey: `season-changed/${change.id}/${person.staffId}`,
      recipient: { kind: 'staff', id: person.staffId, address: person.email },
      unitPath: person.unitPath,
      seasonId: season.id,
      taskId: null,
      rehearsal: season.rehearsal,
      data: {
        name: person.name,
        unit: person.unitName,
        season: season.title,
        seasonId: season.id,
        by: ctx.me.name,
        directive,
        change: step ? `${words[change.kind]}: ${step.title.vi}` : words[change.kind],
        before: whenOf(change.before['closesAt']),
        after: whenOf(change.after['closesAt']),
      },
    })),
  );
}
