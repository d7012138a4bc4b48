import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { DAY } from '../../domain/instant.ts';
import { fold } from '../../domain/text.ts';
import { hp2023 } from '../../plans/hp-2023.ts';
import type { ApiWorld, TestUnit } from './api-world.ts';

/** A running live season with a step row for each step of HP-2023, open now. */
export async function addSeason(world: Pick<ApiWorld, 'sql' | 'staff'>, code = `thu-${randomUUID().slice(0, 8)}`): Promise<string> {
  const id = randomUUID();
  const prepared = world.staff['so-officer']?.id;
  await world.sql.query(
    `insert into seasons (id, code, title, plan_key, plan, year, clock, rehearsal, state, prepared_by, prepared_for, started_at)
     values ($1, $2, 'Mùa thử', 'hp-2023', $3, 2023, '{"mode":"live"}', false, 'running', $4, $4, now())`,
    [id, code, JSON.stringify(hp2023), prepared],
  );
  const now = Date.now();
  for (const step of hp2023.steps) {
    await world.sql.query(
      `insert into steps (season_id, key, number, title_vi, title_en, phase, planned_opens_at, planned_closes_at, opens_at, closes_at, lapses_at, opened_at)
       values ($1, $2, $3, $4, $5, 'open', $6, $7, $6, $7, $8, $6)`,
      [id, step.key, step.number, step.title.vi, step.title.en, ...[now - DAY, now + 10 * DAY, now + 12 * DAY].map((at) => new Date(at))],
    );
  }
  return id;
}

export type TaskSpec = {
  seasonId: string;
  unit: TestUnit;
  reviewer?: TestUnit;
  state?: string;
  assigneeId?: string;
  dueAt?: number;
  overdue?: boolean;
  title?: string;
  className?: string;
  kind?: string;
};

/** The first reviewed duty of a school in the plan, so that its form and words are real. */
export const schoolDuty = (() => {
  for (const step of hp2023.steps) {
    const duty = step.duties.find(
      (one) =>
        one.owner === 'school' && one.review === 'tier-above' && one.form.length > 0 && one.form.every((field) => field.type !== 'file'),
    );
    if (duty) return { step, duty };
  }
  throw new Error('no reviewed duty of schools in HP-2023');
})();

export async function addTask(sql: Client, spec: TaskSpec): Promise<string> {
  const id = randomUUID();
  const { step, duty } = schoolDuty;
  const title = spec.title ?? duty.title.vi;
  const state = spec.state ?? 'open';
  const holder = state === 'submitted' && spec.reviewer ? spec.reviewer : spec.unit;
  await sql.query(
    `insert into tasks (id, season_id, step_key, duty_key, subject, kind, title_vi, title_en, folded, unit_id, unit_path, reviewer_unit_id, reviewer_path, holder_unit_id, state,
       assignee_id, class_name, due_at, opened_at, overdue_at, workflow_id)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,now(),$19,$20)`,
    [
      id,
      spec.seasonId,
      step.key,
      duty.key,
      id,
      spec.kind ?? duty.kind,
      title,
      title,
      fold(`${title} ${spec.unit.code}`),
      spec.unit.id,
      spec.unit.path,
      spec.reviewer?.id ?? null,
      spec.reviewer?.path ?? null,
      holder.id,
      state,
      spec.assigneeId ?? null,
      spec.className ?? null,
      new Date(spec.dueAt ?? Date.now() + 3 * DAY),
      spec.overdue ? new Date() : null,
      `duty/thu/${step.key}/${spec.unit.code}`,
    ],
  );
  return id;
}

/** A filled form of the duty. */
export function filledForm(): Record<string, unknown> {
  return Object.fromEntries(
    schoolDuty.duty.form
      .map((field) => [
        field.key,
        {
          text: 'Đã làm',
          number: field.type === 'number' ? Math.max(1, field.min ?? 1) : 1,
          date: '2023-05-01',
          boolean: true,
          choice: field.type === 'choice' ? field.options[0]?.value : '',
          url: 'https://example.vn/cong-bo',
          directive: { number: '1', signedOn: '2023-05-01', signer: 'Bà A' },
          file: undefined,
        }[field.type],
      ])
      .filter(([, value]) => value !== undefined),
  );
}

export const unitOf = (world: Pick<ApiWorld, 'units'>, code: string): TestUnit => {
  const unit = world.units[code];
  if (!unit) throw new Error(`no unit ${code}`);
  return unit;
};
