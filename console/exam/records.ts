import type { CandidateAction, CandidatePaper } from '../../domain/candidate-papers.ts';
import type { EvidenceAction } from '../../domain/evidence.ts';
import type { AccountKind, CandidateState, EvidenceKind, EvidenceState, RegistrationState } from '../../domain/identity.ts';
import type { Text } from '../../domain/plan.ts';

export type AccountRow = { pupilId: string; code: string; fullName: string; className: string; kind: AccountKind | null; account: string | null; handedOver: boolean; merged: boolean; differs: boolean };
/** docs/interface.md, Exam. */
export type Accounts = {
  id: string; pupils: number; issued: number; generated: number; differing: number; handedOver: number; total: number;
  classes: { className: string; pupils: number; issued: number; handedOver: number }[]; rows: AccountRow[];
};
export type Issued = { number: number; generated: number; merged: number; aligned: number };
export type SlipRow = { pupilId: string; code: string; fullName: string; state: RegistrationState; stale: boolean; correction: string | null };
export type Slips = { id: string; classes: { className: string; state: RegistrationState; count: number; stale: number }[]; slips: SlipRow[] };
export type Evidence = { id: string; pupilId: string; fullName: string; className: string; school: string; kind: EvidenceKind; title: string; state: EvidenceState; fileId: string | null; dueOn: string | null; reason: string | null; version: number; can: EvidenceAction[] };
export type Candidate = {
  id: string; unit: string; fullName: string; birthDate: string; phone: string; number: string | null; state: CandidateState; papers: CandidatePaper[]; missing: CandidatePaper[]; note: string | null;
  account: string | null; accountKind: AccountKind | null; version: number; can: CandidateAction[]; toBring?: Text[];
};
