import { eq } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { disputeAnswers } from '../schema/families.ts';

export type StoredDecision = typeof disputeAnswers.$inferSelect;

export async function decisionById(tx: Tx, id: string): Promise<StoredDecision | null> {
  const [row] = await tx.select().from(disputeAnswers).where(eq(disputeAnswers.id, id));
  return row ?? null;
}

/** Written before the engine is asked; the same id twice is one row. */
export async function storeDecision(tx: Tx, given: Omit<StoredDecision, 'outcome' | 'createdAt'>): Promise<void> {
  await tx.insert(disputeAnswers).values(given).onConflictDoNothing();
}
