import { eq } from 'drizzle-orm';
import type { Answers } from '../../domain/form.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Tx } from '../client.ts';
import { seasons } from '../schema/seasons.ts';
import { tasks } from '../schema/tasks.ts';

export type TaskContent = {
  plan: Plan;
  year: number;
  draft: Answers;
  answers: Answers | null;
  returnReason: string | null;
  unitId: string;
  openedAt: Instant;
  submittedAt: Instant | null;
};
/** What only the page of one task needs; the plan as the season froze it. */
export async function contentOf(tx: Tx, id: string): Promise<TaskContent | null> {
  const [row] = await tx
    .select({
      plan: seasons.plan,
      year: seasons.year,
      draft: tasks.draft,
      answers: tasks.answers,
      returnReason: tasks.returnReason,
      unitId: tasks.unitId,
      openedAt: tasks.openedAt,
      submittedAt: tasks.submittedAt,
    })
    .from(tasks)
    .innerJoin(seasons, eq(seasons.id, tasks.seasonId))
    .where(eq(tasks.id, id));
  return row ?? null;
}
