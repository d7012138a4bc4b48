import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';

/** `seasonId`: of what belongs to a season; an import does not. */
type Started = { seasonId?: string; stepKey?: string; unitCode?: string; phase: string; dueAt?: number };

/** Search attributes of a workflow that a client starts; codes and instants only. */
export function startAttributes({ seasonId, stepKey, unitCode, phase, dueAt }: Started): TypedSearchAttributes {
  return new TypedSearchAttributes([
    ...(seasonId === undefined ? [] : [{ key: defineSearchAttributeKey('SeasonId', 'KEYWORD'), value: seasonId }]),
    { key: defineSearchAttributeKey('Phase', 'KEYWORD'), value: phase },
    ...(stepKey === undefined ? [] : [{ key: defineSearchAttributeKey('StepKey', 'KEYWORD'), value: stepKey }]),
    ...(unitCode === undefined ? [] : [{ key: defineSearchAttributeKey('UnitCode', 'KEYWORD'), value: unitCode }]),
    ...(dueAt === undefined ? [] : [{ key: defineSearchAttributeKey('DueAt', 'DATETIME'), value: new Date(dueAt) }]),
  ]);
}
