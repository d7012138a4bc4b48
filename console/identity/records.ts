import type { BatchProblem, BatchState, IdentityAction, IdentityAdapter, IdentityReason, IdentityState } from '../../domain/identity.ts';
import type { FieldVerdicts } from '../../domain/identity-match.ts';
import type { Text } from '../../domain/plan.ts';
import type { FileRef, UnitRef } from '../provider/records.ts';

export type IdentityRow = {
  id: string; code: string; fullName: string; birthDate: string; className: string; cohort: string; school: UnitRef; state: IdentityState;
  fields: FieldVerdicts; reason: IdentityReason | null; hasNumber: boolean; answeredAt: string | null;
};

/** What one database has of a pupil; a personal number only masked. */
export type IdentitySide = { fullName: string; birthDate: string; sex: 'male' | 'female' | ''; address: string; personalNumber?: string | null };
export type Identity = {
  id: string; code: string; className: string; school: UnitRef; state: IdentityState; version: number;
  ours: IdentitySide & { currentAddress: string };
  sector: (IdentitySide & { numberKnownWrong: boolean; passport: string | null }) | null;
  population: IdentitySide | null;
  verdicts: { sector: FieldVerdicts; population: FieldVerdicts };
  numberDoubts: Text[]; reason: IdentityReason | null; note: string | null; proposal: string | null; resolution: string | null; evidence: FileRef | null;
  batchId: string | null; answeredAt: string | null; can: IdentityAction[]; mayReveal: boolean;
};

export type IdentityBatch = {
  id: string; adapter: IdentityAdapter; state: BatchState; cohort: string | null; total: number; answered: number; problem: BatchProblem | null; unit: UnitRef;
  createdAt: string; createdBy: { name: string } | null; sentFile: FileRef | null; answerFile: FileRef | null; workflowUrl: string | null; can: ('cancel' | 'download' | 'upload')[];
};

export type Burndown = {
  under: string; total: number; closesAt: string | null;
  days: { date: string; matched: number; remaining: number }[];
  units: { unit: UnitRef; total: number; matched: number; unmatched: number; unchecked: number; reported: number; settled: number }[];
};
