import { z } from '@hono/zod-openapi';
import { identityBurndown } from '../../db/queries/identity-burndown.ts';
import { identityLacks, identitySorts, listIdentities, populationRecord, threeSides } from '../../db/queries/identity-view.ts';
import type { ThreeSides } from '../../db/queries/identity-view.ts';
import { seasonById, stepByKey } from '../../db/queries/seasons.ts';
import { pupils } from '../../db/schema/families.ts';
import { cohorts } from '../../domain/cohort.ts';
import { identityAllows, identityStates } from '../../domain/identity.ts';
import { matchIdentity } from '../../domain/identity-match.ts';
import type { IdentityAction } from '../../domain/identity.ts';
import type { IdentityRecord } from '../../domain/identity-match.ts';
import { may } from '../../domain/policy.ts';
import type { PolicyAction } from '../../domain/policy.ts';
import { isWithin } from '../../domain/tier.ts';
import { personalNumberDoubts } from '../../domain/slip-personal-number.ts';
import { baseFilter, listQuery, oneOrMany, Page, parseList } from '../list.ts';
import { badField, notFound } from '../problem.ts';
import { allow, scopeOf, standingsFor } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';
import { isoOrNull } from '../wire.ts';

const record = recordShape('Identity');
const filter = z.object({
  ...baseFilter, schoolId: uuid.optional(), under: z.string().max(100).optional(), cohort: z.enum(cohorts).optional(), state: oneOrMany(identityStates).optional(), lacks: z.enum(identityLacks).optional(),
});

const list = verb({
  method: 'get',
  path: '/api/identity',
  summary: 'Pupils by where they stand with the population database',
  access: { action: 'identity.read', target: 'unit' },
  query: listQuery,
  answer: z.array(record),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, identitySorts, ['fullName', 'ASC']);
    const { rows, total } = await ctx.inTx((tx) => listIdentities(tx, asked, scopeOf(ctx.actor, 'identity.read', { path: pupils.schoolPath })));
    return new Page('identity', rows.map((row) => ({ ...row, answeredAt: isoOrNull(row.answeredAt) })), total, asked.offset);
  },
});

/** Which right each action of a person needs. */
export const rightFor = { settle: 'identity.settle', report: 'identity.settle', resolve: 'identity.resolve', answer: 'identity.send' } as const satisfies Record<IdentityAction, PolicyAction>;

const doableBy = (ctx: StaffCtx, row: ThreeSides): IdentityAction[] =>
  (Object.keys(rightFor) as IdentityAction[]).filter((action) => identityAllows(action, row.state) && may(ctx.actor, rightFor[action], { unitPath: row.school.path }));

/** Three columns and their verdicts; personal numbers masked. */
function view(ctx: StaffCtx, row: ThreeSides) {
  const { secrets } = ctx.deps;
  const { pupil, sector, check } = row;
  const masked = (sealed: Buffer | null | undefined): string | null => (sealed ? secrets.mask(secrets.open(sealed)) : null);
  const school: IdentityRecord = { fullName: pupil.fullName, birthDate: pupil.birthDate, sex: pupil.sex, address: pupil.permanentAddress };
  const beside: IdentityRecord | null = sector && { fullName: sector.fullName, birthDate: sector.birthDate, sex: sector.sex, address: sector.address };
  const theirs = populationRecord(check, secrets);
  const compared = (other: IdentityRecord | null) => (other ? matchIdentity({ ...school, otherAddress: pupil.currentAddress }, { found: true, record: other }).fields : {});
  const number = pupil.personalNumberEnc ? secrets.open(pupil.personalNumberEnc) : null;
  const sameNumber = sector?.numberKey && pupil.personalNumberKey ? sector.numberKey.equals(pupil.personalNumberKey) : null;
  return {
    id: pupil.id, code: pupil.code, className: pupil.className, cohort: pupil.cohort, school: row.school, state: row.state, version: check?.version ?? 0,
    ours: { ...school, currentAddress: pupil.currentAddress, personalNumber: masked(pupil.personalNumberEnc) },
    sector: beside && { ...beside, personalNumber: masked(sector?.numberEnc), numberKnownWrong: sector?.numberKnownWrong ?? false, passport: sector?.passport ?? null },
    population: theirs,
    verdicts: { sector: { ...compared(beside), ...(sameNumber !== null && { personalNumber: sameNumber ? 'same' : 'different' }) }, population: compared(theirs) },
    numberDoubts: number ? personalNumberDoubts(number, pupil.birthDate, pupil.sex) : [],
    reason: check?.reason ?? null, note: check?.note ?? null, proposal: check?.proposal ?? null, resolution: check?.resolution ?? null, evidence: row.evidence,
    batchId: check?.batchId ?? null, answeredAt: isoOrNull(check?.answeredAt ?? null), can: doableBy(ctx, row),
    mayReveal: may(ctx.actor, 'number.reveal', { unitPath: row.school.path, className: pupil.className }),
  };
}

const one = verb({
  method: 'get',
  path: '/api/identity/{id}',
  summary: 'One pupil: school, sector database and population database side by side',
  access: { action: 'identity.read', target: 'unit' },
  params: byId,
  answer: record,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const row = await threeSides(tx, params.id);
      if (!row) throw notFound();
      allow(ctx.actor, 'identity.read', { unitPath: row.school.path }, 'identity.read');
      return view(ctx, row);
    });
  },
});

const burndown = verb({
  method: 'get',
  path: '/api/identity/burndown',
  summary: 'How many match, day by day, and how many are left where',
  access: { action: 'identity.read', target: 'none' },
  query: z.object({ under: z.string().max(100).optional(), cohort: z.enum(cohorts).default('grade-12'), seasonId: uuid.optional() }),
  answer: z.looseObject({ total: z.int() }),
  async handle(ctx, { query }) {
    const standings = standingsFor(ctx.actor, 'identity.read');
    const under = query.under ?? standings[0]?.unitPath ?? '';
    if (!standings.some((standing) => isWithin(under, standing.unitPath))) throw badField('under', 'Đơn vị này không thuộc phạm vi của bạn. Hãy chọn đơn vị khác.', 'This unit is not yours to see. Choose another.');
    return await ctx.inTx(async (tx) => {
      const season = query.seasonId === undefined ? null : await seasonById(tx, query.seasonId);
      if (query.seasonId !== undefined && !season) throw notFound();
      const result = await identityBurndown(tx, { under, cohorts: [query.cohort], clock: season?.clock ?? null });
      const step = season && (await stepByKey(tx, season.id, 'data-review'));
      return { under, cohort: query.cohort, closesAt: isoOrNull(step?.closesAt), ...result };
    });
  },
});

export const identityVerbs = [list, burndown, one];
