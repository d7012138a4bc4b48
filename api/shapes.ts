import { z } from '@hono/zod-openapi';
import { dutyKinds } from '../domain/plan.ts';
import { policy, roles } from '../domain/policy.ts';
import type { PolicyAction } from '../domain/policy.ts';
import { seasonActions, seasonStates, stepPhases } from '../domain/season.ts';
import { taskActions, taskKinds, taskStates } from '../domain/task.ts';
import { tiers } from '../domain/tier.ts';

/** Answers' shapes shared by several resources; docs/interface.md, "Records". */
export const textShape = z.object({ vi: z.string(), en: z.string() }).openapi('Text');
export const unitRefShape = z
  .object({ id: z.uuid(), code: z.string(), name: z.string(), tier: z.enum(tiers), path: z.string() })
  .openapi('UnitRef');
export const personRefShape = z.object({ id: z.uuid(), name: z.string(), unit: z.string() }).openapi('PersonRef');
export const fileRefShape = z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), size: z.int() }).openapi('FileRef');
export const instantShape = z.iso.datetime().openapi({ example: '2023-04-24T17:00:00.000Z' });
export const okShape = z.object({ ok: z.literal(true) });
/** Records whose fields docs/interface.md lists; described loosely so that the document stays readable. */
export const recordShape = (name: string) => z.looseObject({ id: z.string() }).openapi(name);

const policyActions = Object.keys(policy) as [PolicyAction, ...PolicyAction[]];
export const sessionShape = z
  .object({
    staff: z.object({
      id: z.uuid(),
      name: z.string(),
      role: z.enum(roles),
      unit: unitRefShape,
      className: z.string().nullable(),
      preferences: z.record(z.string(), z.unknown()),
    }),
    csrf: z.string(),
    delegated: z.array(z.object({ staffId: z.uuid(), name: z.string(), role: z.enum(roles), unit: unitRefShape, endsAt: instantShape })),
    abilities: z.array(z.enum(policyActions)),
  })
  .openapi('Session');

export const taskShape = z
  .looseObject({
    id: z.uuid(),
    seasonId: z.uuid(),
    seasonTitle: z.string(),
    rehearsal: z.boolean(),
    stepKey: z.string(),
    stepNumber: z.int().nullable(),
    stepTitle: textShape,
    dutyKey: z.string(),
    kind: z.enum(taskKinds),
    title: textShape,
    unit: unitRefShape,
    holder: unitRefShape,
    state: z.enum(taskStates),
    assignee: personRefShape.nullable(),
    dueAt: instantShape,
    overdueAt: instantShape.nullable(),
    escalation: z.int(),
    workingDaysLeft: z.int(),
    version: z.int(),
    workflowUrl: z.string().nullable(),
    can: z.array(z.enum(taskActions)),
  })
  .openapi('Task');
export const stepShape = z
  .object({
    id: z.uuid(),
    key: z.string(),
    number: z.int(),
    title: textShape,
    phase: z.enum(stepPhases),
    plannedOpensAt: instantShape,
    plannedClosesAt: instantShape,
    opensAt: instantShape,
    closesAt: instantShape,
    lapsesAt: instantShape,
    openedAt: instantShape.nullable(),
    closedAt: instantShape.nullable(),
    added: z.boolean(),
    tasks: z.object({ total: z.int(), done: z.int(), submitted: z.int(), overdue: z.int(), lapsed: z.int() }),
    workflowUrl: z.string().nullable(),
  })
  .openapi('StepRow');
export const seasonShape = z
  .looseObject({
    id: z.uuid(),
    code: z.string(),
    title: z.string(),
    planKey: z.string(),
    year: z.int(),
    rehearsal: z.boolean(),
    state: z.enum(seasonStates),
    seasonNow: instantShape,
    version: z.int(),
    steps: z.array(stepShape),
    can: z.array(z.enum(seasonActions)),
  })
  .openapi('Season');
export const findingShape = z
  .object({ severity: z.enum(['error', 'warning']), code: z.string(), stepKey: z.string().nullable(), message: textShape, fix: textShape })
  .openapi('Finding');
export const planShape = z
  .looseObject({
    key: z.string(),
    title: textShape,
    kind: z.string(),
    year: z.int(),
    steps: z.array(z.looseObject({ key: z.string(), duties: z.array(z.looseObject({ key: z.string(), kind: z.enum(dutyKinds) })) })),
  })
  .openapi('Plan');
