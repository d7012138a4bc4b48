import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SlipField } from '../../domain/confirmation.ts';
import { buildFamilyWorld } from '../../test/support/family-world.ts';
import type { FamilyWorld } from '../../test/support/family-world.ts';
import { withActor, withSystem } from '../actor.ts';
import { disputeByParent } from './confirmation-answers.ts';
import { applyDisputeDecision } from './disputes.ts';
import { countIdentities } from './identity-state.ts';
import { findLink } from './parent-links.ts';
import { incompletePupils, reviewCounts } from './reviews.ts';

let world: FamilyWorld;
let links: Map<string, string>;
beforeAll(async () => {
  world = await buildFamilyWorld();
  links = await world.open();
  await world.rows(
    `insert into identity_checks (pupil_id, school_path, class_name, cohort, state, pupil_version, answered_at) select id, school_path, class_name, cohort, 'matched', version, now() from pupils`,
  );
  await world.rows("update pupils set guardian_phone = '123' where code = 'HS0004'");
});
afterAll(() => world.close());

/** A parent says what is right; the clerk accepts or rejects it. */
async function correct(code: string, field: SlipField, proposed: string, decision: 'accepted' | 'rejected'): Promise<void> {
  const link = await findLink(world.api, (links.get(code) ?? '').slice(3), world.time.now);
  if (!link) throw new Error(`no link of ${code}`);
  const { confirmationId, pupilId } = link;
  const said = { confirmationId, onceKey: randomUUID(), by: { kind: 'parent' } as const, realNow: world.time.now, secrets: world.secrets, fields: [{ field, proposed }], note: null };
  expect(await withActor(world.api, { kind: 'parent', pupilId, confirmationId }, (tx) => disputeByParent(tx, said))).toMatchObject({ kind: 'taken' });
  const [dispute] = await world.rows<{ id: string }>('select id from disputes where confirmation_id = $1', [confirmationId]);
  const [disputeId, answerId] = [dispute?.id ?? '', randomUUID()];
  const decisions = [{ field, decision, reason: decision === 'rejected' ? 'Giấy khai sinh ghi như cũ.' : null }];
  await world.rows('insert into dispute_answers (id, dispute_id, decisions, actor_id, acting_for) values ($1, $2, $3, $4, $4)', [answerId, disputeId, JSON.stringify(decisions), world.school.clerkId]);
  const by = { actorId: world.school.clerkId, actingFor: world.school.clerkId };
  expect(await withSystem(world.worker, (tx) => applyDisputeDecision(tx, { disputeId, answerId, ...by, seenVersion: 1, realNow: world.time.now, secrets: world.secrets }))).toMatchObject({ outcome: { kind: 'taken' } });
}

const identities = () => withSystem(world.worker, (tx) => countIdentities(tx, { unitPath: world.school.path, cohorts: ['grade-5'] }));
const review = () => withSystem(world.worker, (tx) => reviewCounts(tx, { unitPath: world.school.path }));
const wrongPhones = async () => (await withSystem(world.worker, (tx) => incompletePupils(tx, { unitPath: world.school.path, only: 'bad-phone', offset: 0, limit: 10 }))).rows.map((row) => row.code);

test('a corrected name, birth date or number has to be asked about anew; a rejected one leaves the match', async () => {
  expect(await identities()).toMatchObject({ matched: 6, unchecked: 0 });
  await correct('HS0001', 'fullName', 'Đỗ Thị Hương', 'accepted');
  expect(await identities()).toMatchObject({ matched: 5, unchecked: 1 });
  await correct('HS0002', 'birthDate', '2012-02-16', 'accepted');
  await correct('HS0003', 'personalNumber', '031312000777', 'accepted');
  expect(await identities()).toMatchObject({ matched: 3, unchecked: 3, withNumber: 6 });
  await correct('HS0005', 'fullName', 'Vũ Thùy Dương', 'rejected');
  expect(await identities()).toMatchObject({ matched: 3, unchecked: 3 });
});

test('who was reported as impossible to match stays with the Sở, whatever is corrected', async () => {
  await world.rows("update identity_checks set state = 'reported' where pupil_id = (select id from pupils where code = 'HS0006')");
  await correct('HS0006', 'fullName', 'Lê Hoàng Yên', 'accepted');
  expect(await identities()).toMatchObject({ matched: 2, reported: 1, unchecked: 3 });
});

test('a corrected phone takes the pupil off the list of what is missing', async () => {
  expect([await wrongPhones(), (await review())['bad-phone']]).toEqual([['HS0004'], 1]);
  await correct('HS0004', 'guardianPhone', '0912 345 678', 'accepted');
  expect([await wrongPhones(), (await review())['bad-phone']]).toEqual([[], 0]);
});
