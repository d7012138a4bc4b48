import type { Level } from '../../domain/tier.ts';
import type { SchoolSeats, ZonedIntake, ZoneFinding } from '../../domain/zoning.ts';
import type { ZonePlanAction, ZonePlanState } from '../../domain/zone-plan.ts';
import type { PersonRef, UnitRef } from '../provider/records.ts';

export type ZonePlace = { id: string; parentId: string | null; code: string; name: string; kind: 'district' | 'commune' | 'hamlet' | 'group'; path: string };
export type ZoneSchool = { id: string; code: string; name: string; levels: Level[] };
export type ZoneRow = { placeId: string; intake: ZonedIntake; schoolId: string; shared: boolean; validFrom: string };
export type Quota = { schoolId: string; intake: ZonedIntake; seats: number; classes: number; rooms: number; twoSessions: number; criteria: string; papers: string[]; forms: { title: string; url: string }[] };
export type ZonePlan = {
  id: string; year: number; unit: UnitRef; state: ZonePlanState; returnReason: string | null; frozenAt: string | null; version: number; can: ZonePlanAction[];
  decision: { number: string; signedOn: string; signer: string } | null;
};
/** docs/interface.md, Zoning. */
export type Zoning = {
  id: string; unit: UnitRef; year: number; plan: ZonePlan | null; mayEdit: boolean; places: ZonePlace[]; schools: ZoneSchool[]; zones: ZoneRow[]; quotas: Quota[];
  children: { placeId: string; cohort: string; count: number }[]; seats: SchoolSeats[]; findings: ZoneFinding[];
};
export type WhatIf = { before: SchoolSeats[]; after: SchoolSeats[]; findings: ZoneFinding[]; affected: { placeId: string; intake: ZonedIntake; children: number }[] };
export type PlanDetail = ZonePlan & {
  comments: { schoolId: string; agrees: 'yes' | 'no'; note: string; reply: string | null }[];
  history: { kind: string; affected: number; reason: string | null; directive: string | null; by: PersonRef | null; at: string }[];
};
export type PlanSummary = ZonePlan & { places: number; unzoned: number; findings: number; seats: number; children: number; shortfall: number };
export type Difference = { placeId: string; intake: ZonedIntake; before: string[]; after: string[] };
