import { and, desc, eq, inArray, notInArray } from 'drizzle-orm';
import type { Instant } from '../../domain/instant.ts';
import { finalTaskStates } from '../../domain/task.ts';
import type { Tier } from '../../domain/tier.ts';
import type { Tx } from '../client.ts';
import { staff, units } from '../schema/people.ts';
import { directives, seasonChanges } from '../schema/seasons.ts';
import { tasks } from '../schema/tasks.ts';
import type { StaffRecipient } from './notices.ts';

export type ChangeRow = typeof seasonChanges.$inferSelect;
export type NewChange = Omit<ChangeRow, 'createdAt'>;

/** `null` when this change was recorded before: the same key asks for the same thing once. */
export async function addChange(tx: Tx, change: NewChange): Promise<ChangeRow | null> {
  const [row] = await tx.insert(seasonChanges).values(change).onConflictDoNothing().returning();
  return row ?? null;
}

export async function changeById(tx: Tx, id: string): Promise<ChangeRow | null> {
  const [row] = await tx.select().from(seasonChanges).where(eq(seasonChanges.id, id));
  return row ?? null;
}

/** Newest first, each with what it cites. */
export async function changesOf(tx: Tx, seasonId: string) {
  return await tx
    .select({
      change: seasonChanges,
      directive: { id: directives.id, number: directives.number, signedOn: directives.signedOn, signer: directives.signer },
    })
    .from(seasonChanges)
    .leftJoin(directives, eq(directives.id, seasonChanges.directiveId))
    .where(eq(seasonChanges.seasonId, seasonId))
    .orderBy(desc(seasonChanges.createdAt));
}

/** New due instants of one duty's unfinished tasks, in one statement. Disputes have a deadline of their own. */
export async function retimeTasks(
  tx: Tx,
  of: { seasonId: string; stepKey: string; dutyKey: string },
  due: { duty: Instant; chase: Instant },
): Promise<number> {
  const base = and(
    eq(tasks.seasonId, of.seasonId),
    eq(tasks.stepKey, of.stepKey),
    eq(tasks.dutyKey, of.dutyKey),
    notInArray(tasks.state, [...finalTaskStates]),
  );
  const own = await tx
    .update(tasks)
    .set({ dueAt: due.duty })
    .where(and(base, notInArray(tasks.kind, ['dispute', 'chase'])));
  const chases = await tx
    .update(tasks)
    .set({ dueAt: due.chase })
    .where(and(base, eq(tasks.kind, 'chase')));
  return (own.rowCount ?? 0) + (chases.rowCount ?? 0);
}

/** Who answers for work at these tiers: everybody a change concerns. */
export async function responsiblePeople(tx: Tx, tiers: readonly Tier[]): Promise<StaffRecipient[]> {
  if (tiers.length === 0) return [];
  return await tx
    .select({
      staffId: staff.id,
      name: staff.name,
      email: staff.email,
      phone: staff.phone,
      role: staff.role,
      className: staff.className,
      unitId: units.id,
      unitCode: units.code,
      unitName: units.name,
      unitPath: units.path,
    })
    .from(staff)
    .innerJoin(units, eq(units.id, staff.unitId))
    .where(
      and(
        inArray(units.tier, [...tiers]),
        eq(staff.active, true),
        eq(units.active, true),
        inArray(staff.role, ['leader', 'officer', 'principal', 'clerk']),
      ),
    )
    .orderBy(units.path, staff.id);
}
