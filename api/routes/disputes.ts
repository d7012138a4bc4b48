import { z } from '@hono/zod-openapi';
import { disputeById, disputeSorts, listDisputes } from '../../db/queries/confirmation-list.ts';
import type { DisputeListRow } from '../../db/queries/confirmation-list.ts';
import { decisionById, storeDecision } from '../../db/queries/dispute-answers.ts';
import { proposedValue, undecided } from '../../db/queries/disputes.ts';
import type { Decision } from '../../db/queries/disputes.ts';
import { personRefs } from '../../db/queries/staff.ts';
import type { PersonRef } from '../../db/queries/staff.ts';
import { disputes } from '../../db/schema/families.ts';
import { recordAudit } from '../../db/audit.ts';
import { disputeStates, slipFields } from '../../domain/confirmation.ts';
import type { SlipField } from '../../domain/confirmation.ts';
import { localDateOf } from '../../domain/instant.ts';
import type { Instant, LocalDate } from '../../domain/instant.ts';
import type { Text } from '../../domain/plan.ts';
import { checkSlipValue, correctedContext } from '../../domain/slip-check.ts';
import { may } from '../../domain/policy.ts';
import { disputeWorkflowId } from '../../workflows/contracts/names.ts';
import { baseFilter, listQuery, oneOrMany, Page, parseList } from '../list.ts';
import { badInput, notFound, Problem } from '../problem.ts';
import { allow, scopeOf } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { workflowUrl } from '../task-view.ts';
import { byId, uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';
import { iso, isoOrNull } from '../wire.ts';

const HOUR_MS = 3_600_000;
const looks = new Map<string, number>();

/** A screen asks again whenever something moves: one entry an hour for each person and case, in each process, says as much. */
function firstLook(staffId: string, disputeId: string, now: Instant): boolean {
  for (const [key, at] of looks) if (now - at > HOUR_MS) looks.delete(key);
  const key = `${staffId}/${disputeId}`;
  if (looks.has(key)) return false;
  looks.set(key, now);
  return true;
}

const record = recordShape('Dispute');
const filter = z.object({ ...baseFilter, seasonId: uuid.optional(), state: oneOrMany(disputeStates).optional() });

const decides = (ctx: StaffCtx, row: DisputeListRow): boolean =>
  row.state === 'open' && may(ctx.actor, 'dispute.decide', { unitPath: row.school.path });

/** What does not fit the other fields, the parent's own corrections included: the parent was told the same before sending. */
function doubtsOf(row: DisputeListRow, field: SlipField, value: string, today: LocalDate): readonly Text[] {
  const stored = { birthDate: row.pupil.birthDate, sex: row.sex, today };
  const checked = checkSlipValue(field, value, correctedContext(stored, (name) => row.fields.find((one) => one.field === name)?.proposed));
  return checked.ok ? checked.doubts : [];
}

function view(ctx: StaffCtx, row: DisputeListRow, people: Map<string, PersonRef>, number: 'masked' | 'clear' = 'masked') {
  const { seasonCode: _, sex: __, decidedBy, openedAt, dueAt, decidedAt, ...rest } = row;
  const today = localDateOf(ctx.now);
  return {
    ...rest,
    openedAt: iso(openedAt),
    dueAt: iso(dueAt),
    decidedAt: isoOrNull(decidedAt),
    decidedBy: decidedBy ? (people.get(decidedBy) ?? null) : null,
    // A proposed personal number is shown masked, like the present one, but to who decides on it: nobody can compare nine stars with a birth certificate.
    fields: row.fields.map((field) => ({
      ...field,
      proposed: proposedValue(field, ctx.deps.secrets, number),
      doubts: doubtsOf(row, field.field, proposedValue(field, ctx.deps.secrets, 'clear'), today),
    })),
    workflowUrl: workflowUrl({ actor: ctx.actor, namespace: ctx.deps.config.temporal.namespace }, disputeWorkflowId(row.id)),
    can: decides(ctx, row) ? ['decide'] : [],
  };
}

const list = verb({
  method: 'get',
  path: '/api/disputes',
  summary: 'What parents say is wrong',
  access: { action: 'confirmation.read', target: 'unit' },
  query: listQuery,
  answer: z.array(record),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, disputeSorts, ['dueAt', 'ASC']);
    return await ctx.inTx(async (tx) => {
      const { rows, total } = await listDisputes(
        tx,
        asked,
        scopeOf(ctx.actor, 'confirmation.read', { path: disputes.schoolPath, className: disputes.className }),
      );
      const people = await personRefs(
        tx,
        rows.map((row) => row.decidedBy),
      );
      return new Page(
        'disputes',
        rows.map((row) => view(ctx, row, people)),
        total,
        asked.offset,
      );
    });
  },
});

const one = verb({
  method: 'get',
  path: '/api/disputes/{id}',
  summary: 'One dispute',
  access: { action: 'confirmation.read', target: 'unit' },
  params: byId,
  answer: record,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const row = await disputeById(tx, params.id);
      if (!row) throw notFound();
      allow(ctx.actor, 'confirmation.read', { unitPath: row.school.path, className: row.className }, 'confirmation.read');
      const shows = decides(ctx, row) && row.fields.some((one) => one.field === 'personalNumber');
      if (shows && firstLook(ctx.me.id, row.id, ctx.now)) {
        await recordAudit(tx, {
          at: ctx.now, actorId: ctx.me.id, actingFor: ctx.me.id, action: 'dispute.show-number', subjectType: 'dispute', subjectId: row.id, unitPath: row.school.path,
          details: { rule: 'who decides a disputed personal number sees it in full' },
        });
      }
      return view(ctx, row, await personRefs(tx, [row.decidedBy]), shows ? 'clear' : 'masked');
    });
  },
});

const decide = verb({
  method: 'post',
  path: '/api/disputes/{id}/decide',
  summary: "Accept or reject each field; the engine's Update decides",
  access: { action: 'dispute.decide', target: 'unit' },
  params: byId,
  idempotent: true,
  body: z.object({
    decisions: z
      .array(
        z.object({
          field: z.enum(slipFields),
          decision: z.enum(['accepted', 'rejected']),
          reason: z
            .string()
            .max(1000)
            .nullish()
            .transform((given) => given?.normalize('NFC').trim() || null),
        }),
      )
      .min(1)
      .max(slipFields.length),
    version: z.int().min(1),
  }),
  answer: z.object({ state: z.enum(disputeStates), version: z.int() }),
  async handle(ctx, { params, body, key }) {
    const ready = await ctx.inTx(async (tx) => {
      const row = await disputeById(tx, params.id);
      if (!row) throw notFound();
      const standing = allow(ctx.actor, 'dispute.decide', { unitPath: row.school.path, className: row.className }, 'confirmation.read');
      const earlier = await decisionById(tx, key);
      if (earlier && (earlier.disputeId !== row.id || earlier.actorId !== ctx.me.id))
        throw new Problem(422, 'key-reused', {
          vi: 'Mã chống gửi trùng đã dùng cho việc khác. Hãy tải lại trang.',
          en: 'This Idempotency-Key was used for something else. Reload the page.',
        });
      if (earlier?.outcome) return { outcome: earlier.outcome };
      if (row.state !== 'open') return { outcome: { kind: 'refused', reason: 'already-decided', by: row.decidedBy } };
      refuseUndecided(row, body.decisions);
      await storeDecision(tx, { id: key, disputeId: row.id, decisions: body.decisions, actorId: ctx.me.id, actingFor: standing.staffId });
      return { actingFor: standing.staffId };
    });
    const outcome =
      'outcome' in ready
        ? ready.outcome
        : await ctx.deps.engine.decideDispute(params.id, {
            answerId: key,
            actorId: ctx.me.id,
            actingFor: ready.actingFor,
            seenVersion: body.version,
          });
    return await told(ctx, outcome);
  },
});

function refuseUndecided(row: DisputeListRow, decisions: readonly Decision[]): void {
  const missing = undecided(row.fields, decisions);
  if (missing.length > 0)
    throw badInput(
      Object.fromEntries(
        missing.map((field) => [field, { vi: 'Hãy chấp nhận, hoặc từ chối kèm lý do.', en: 'Accept it, or reject it with a reason.' }]),
      ),
    );
}

const outcomeShape = z.union([
  z.object({ kind: z.literal('taken'), state: z.enum(disputeStates), version: z.int() }),
  z.object({ kind: z.literal('refused'), reason: z.string(), by: z.uuid().nullable() }),
]);

async function told(ctx: StaffCtx, given: unknown): Promise<{ state: string; version: number }> {
  const outcome = outcomeShape.parse(given);
  if (outcome.kind === 'taken') return { state: outcome.state, version: outcome.version };
  const by = outcome.by === null ? undefined : await ctx.inTx(async (tx) => (await personRefs(tx, [outcome.by])).get(outcome.by ?? ''));
  throw new Problem(
    409,
    outcome.reason,
    {
      vi: 'Chưa ghi nhận: đề nghị đã được xử lý, hoặc mùa đang tạm dừng. Hãy tải lại để xem.',
      en: 'Not taken: it is decided already, or the season is paused. Reload to see.',
    },
    by ? { by: { name: by.name, unit: by.unit } } : {},
  );
}

export const disputeVerbs = [list, one, decide];
