import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant.ts';
import type { Tx } from '../client.ts';
import { staff, units } from '../schema/people.ts';
import { seasons } from '../schema/seasons.ts';
import { tasks } from '../schema/tasks.ts';

export type NudgeTarget = {
  taskId: string;
  seasonId: string;
  seasonTitle: string;
  rehearsal: boolean;
  title: string;
  dueAt: Instant;
  unitPath: string;
  state: string;
  staffId: string;
  staffName: string;
  email: string;
  unitName: string;
};

/** Whom a nudge reaches: who has the task, else those who answer for the unit that holds it. One row per task and person. */
export async function nudgeTargets(tx: Tx, taskIds: readonly string[]): Promise<NudgeTarget[]> {
  if (taskIds.length === 0) return [];
  return await tx
    .select({
      taskId: tasks.id,
      seasonId: tasks.seasonId,
      seasonTitle: seasons.title,
      rehearsal: seasons.rehearsal,
      title: tasks.titleVi,
      dueAt: tasks.dueAt,
      unitPath: tasks.unitPath,
      state: tasks.state,
      staffId: staff.id,
      staffName: staff.name,
      email: staff.email,
      unitName: units.name,
    })
    .from(tasks)
    .innerJoin(seasons, eq(seasons.id, tasks.seasonId))
    .innerJoin(units, eq(units.id, tasks.holderUnitId))
    .innerJoin(
      staff,
      and(
        eq(staff.active, true),
        or(
          eq(staff.id, tasks.assigneeId),
          and(
            sql`${tasks.assigneeId} is null`,
            eq(staff.unitId, tasks.holderUnitId),
            inArray(staff.role, ['leader', 'officer', 'principal', 'clerk']),
          ),
        ),
      ),
    )
    .where(inArray(tasks.id, [...taskIds]))
    .orderBy(units.path, staff.id, tasks.dueAt);
}
