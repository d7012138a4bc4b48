import { fold } from '../../domain/text.ts';
import type { Tx } from '../client.ts';
import { candidates, examAccounts } from '../schema/identity.ts';
import type { Secrets } from '../secret.ts';
import type { CandidateRow } from './exam-papers.ts';

type NewCandidate = { fullName: string; birthDate: string; phone: string; number: string | null; madeBy: string };

export async function addCandidate(tx: Tx, unit: { id: string; path: string }, { number, ...given }: NewCandidate, secrets: Pick<Secrets, 'seal' | 'index'>): Promise<string> {
  const [row] = await tx.insert(candidates).values({
    ...given, folded: fold(given.fullName), unitId: unit.id, unitPath: unit.path, state: 'asked', numberEnc: number === null ? null : secrets.seal(number), numberKey: number === null ? null : secrets.index(number),
  }).returning({ id: candidates.id });
  if (!row) throw new Error('the candidate did not come back');
  return row.id;
}

/** Equal to the candidate's own number; without one, or where a pupil has the number already, a generated code. */
export async function addCandidateAccount(tx: Tx, row: CandidateRow, code: string, secrets: Pick<Secrets, 'seal' | 'index' | 'open'>): Promise<void> {
  const base = { candidateId: row.id, unitPath: row.unitPath, className: '' };
  if (row.numberEnc) {
    const made = await tx.insert(examAccounts).values({ ...base, kind: 'number', accountEnc: row.numberEnc, accountKey: secrets.index(secrets.open(row.numberEnc)) }).onConflictDoNothing().returning({ id: examAccounts.id });
    if (made.length > 0) return;
  }
  await tx.insert(examAccounts).values({ ...base, kind: 'generated', accountEnc: secrets.seal(code), accountKey: secrets.index(code) });
}
