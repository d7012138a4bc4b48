import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import { clean, fold } from '../../domain/text.ts';
import type { Tx } from '../client.ts';
import { directives } from '../schema/seasons.ts';
import { matching } from './matching.ts';
import type { Listed, ListOf } from './matching.ts';

export const directiveSorts = ['signedOn', 'number', 'title', 'createdAt'] as const;
export type DirectiveFilter = { id?: string[]; q?: string };
export type DirectiveRow = typeof directives.$inferSelect;

const sortable = {
  signedOn: directives.signedOn,
  number: directives.number,
  title: sql`${directives.title} collate "vi-x-icu"`,
  createdAt: directives.createdAt,
} satisfies Record<(typeof directiveSorts)[number], unknown>;

export async function listDirectives(
  tx: Tx,
  list: ListOf<DirectiveFilter, (typeof directiveSorts)[number]>,
): Promise<Listed<DirectiveRow>> {
  const { id, q } = list.filter;
  const where = and(id && inArray(directives.id, id), q ? matching(directives.folded, q) : undefined);
  const direction = list.sort.descending ? desc : asc;
  const rows = await tx
    .select()
    .from(directives)
    .where(where)
    .orderBy(direction(sortable[list.sort.column]), asc(directives.id))
    .offset(list.offset)
    .limit(list.limit);
  const [counted] = await tx.select({ total: count() }).from(directives).where(where);
  return { rows, total: counted?.total ?? 0 };
}

export async function directiveById(tx: Tx, id: string): Promise<DirectiveRow | null> {
  const [row] = await tx.select().from(directives).where(eq(directives.id, id));
  return row ?? null;
}

export type NewDirective = { number: string; signedOn: string; signer: string; title: string; createdBy: string };
export async function addDirective(tx: Tx, given: NewDirective): Promise<DirectiveRow> {
  const folded = fold(`${given.number} ${given.title} ${given.signer}`);
  const [row] = await tx
    .insert(directives)
    .values({ ...given, title: clean(given.title), folded })
    .returning();
  if (!row) throw new Error('the directive did not come back');
  return row;
}

/** A directive gets its file once. False when it has one already. */
export async function setDirectiveFile(tx: Tx, id: string, fileId: string): Promise<boolean> {
  const done = await tx
    .update(directives)
    .set({ fileId })
    .where(and(eq(directives.id, id), sql`${directives.fileId} is null`))
    .returning({ id: directives.id });
  return done.length > 0;
}
