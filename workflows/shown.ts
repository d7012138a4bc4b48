import { defineSearchAttributeKey } from '@temporalio/common';
import type { SearchAttributePair } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import { localDateOf, localMinutesOf } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';

/** What operators see of a workflow in the Temporal UI: codes and instants only, never a person's data. */
export type Shown = { seasonId: string; stepKey?: string; unitCode?: string; phase: string; dueAt: Instant | null };

const keys = {
  seasonId: defineSearchAttributeKey('SeasonId', 'KEYWORD'),
  stepKey: defineSearchAttributeKey('StepKey', 'KEYWORD'),
  unitCode: defineSearchAttributeKey('UnitCode', 'KEYWORD'),
  phase: defineSearchAttributeKey('Phase', 'KEYWORD'),
  dueAt: defineSearchAttributeKey('DueAt', 'DATETIME'),
};

export function attributesOf(shown: Shown): SearchAttributePair[] {
  return [
    { key: keys.seasonId, value: shown.seasonId },
    ...(shown.stepKey === undefined ? [] : [{ key: keys.stepKey, value: shown.stepKey }]),
    ...(shown.unitCode === undefined ? [] : [{ key: keys.unitCode, value: shown.unitCode }]),
    { key: keys.phase, value: shown.phase },
    ...(shown.dueAt === null ? [] : [{ key: keys.dueAt, value: new Date(shown.dueAt) }]),
  ];
}

export function showPhase(phase: string, dueAt: Instant | null): void {
  upsertSearchAttributes([
    { key: keys.phase, value: phase },
    { key: keys.dueAt, value: dueAt === null ? null : new Date(dueAt) },
  ]);
}

/** "17:00 25/4/2023", computed at +07:00. */
export function moment(at: Instant): string {
  const [year, month, day] = localDateOf(at).split('-').map(Number);
  const minutes = localMinutesOf(at);
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${clock} ${day}/${month}/${year}`;
}

/** A summary may have 200 bytes; a Vietnamese letter takes up to three. */
export function summary(text: string): string {
  return text.slice(0, 66);
}
