import type { Incompleteness } from '../../domain/completeness.ts';

export type ReviewCounts = { pupils: number; complete: number } & Record<Incompleteness, number>;
export type ReviewRow = { id: string; code: string; fullName: string; className: string; schoolName: string; missing: Incompleteness[]; version: number };
export type Burndown = { units: { id: string; name: string; schools: number; submitted: number; accepted: number; pupils: number; complete: number }[]; days: { day: string; left: number }[] };
export type Claim = { id: string; code: string; fullName: string | null; holderName: string; claimantName: string; className: string; reason: string; state: string; version: number; mayDecide: boolean; mine: boolean };
export type Side = { id: string; code: string; fullName: string; birthDate: string; sex: string; className: string; schoolName: string; schoolPath: string; guardianName: string; guardianPhone: string; currentAddress: string; permanentAddress: string; birthPlace: string; ethnicity: string; personalNumber: string | null; standing: string };
export type Pair = { id: string; kind: 'same-number' | 'same-name-birth-parent'; state: 'open' | 'merged' | 'kept'; reason: string | null; keptId: string | null; version: number; a: Side; b: Side; mayDecide: boolean };
export type InNone = { id: string; code: string; fullName: string; className: string; schoolName: string };
