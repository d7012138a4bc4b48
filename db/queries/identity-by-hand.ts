import { sql, eq } from 'drizzle-orm';
import { matchIdentity } from '../../domain/identity-match.ts';
import type { PopulationAnswer } from '../../domain/identity-match.ts';
import type { Tx } from '../client.ts';
import { identityBatches, identityChecks } from '../schema/identity.ts';
import { tellBatch } from './identity-batches.ts';
import { writeCheck } from './identity-settling.ts';
import type { Decider, Settled } from './identity-settling.ts';
import type { ThreeSides } from './identity-view.ts';

/** What an officer read in the population database about one pupil; when the pupil waits in a batch, the batch has its answer. */
export async function enterAnswer(tx: Tx, now: ThreeSides, answer: PopulationAnswer, by: Decider): Promise<Settled> {
  const { pupil, check } = now;
  const ours = { fullName: pupil.fullName, birthDate: pupil.birthDate, sex: pupil.sex, address: pupil.permanentAddress, otherAddress: pupil.currentAddress };
  const match = matchIdentity(ours, answer);
  const state = now.state === 'reported' && match.state !== 'matched' ? 'reported' : match.state;
  const settled = await writeCheck(tx, now, by, { action: 'identity.answer', state, fields: match.fields, pupilVersion: pupil.version, answeredAt: by.at });
  await tx.update(identityChecks).set({ populationEnc: answer.found ? by.secrets.seal(JSON.stringify(answer.record)) : null }).where(eq(identityChecks.pupilId, pupil.id));
  if (check?.batchId && check.answeredAt === null) {
    await tx.update(identityBatches).set({ answered: sql`${identityBatches.answered} + 1` }).where(eq(identityBatches.id, check.batchId));
    await tellBatch(tx, check.batchId, `${pupil.id}/${settled.version}`);
  }
  return settled;
}
