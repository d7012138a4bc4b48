import type { AccountLook } from '../../domain/identity.ts';

const one = encodeURIComponent;
const asked = (of: Record<string, string | null>): string => new URLSearchParams(Object.entries(of).flatMap(([key, value]) => (value === null ? [] : [[key, value] as [string, string]]))).toString();

/** Addresses of the server's routes of exam preparation; docs/interface.md. */
export const examPaths = {
  accounts: (schoolId: string, only: AccountLook | null, className: string | null, offset: number) => `/api/exam/accounts?${asked({ schoolId, only, className, offset: String(offset) })}`,
  issue: () => '/api/exam/accounts',
  handOver: () => '/api/exam/accounts/hand-over',
  slips: (schoolId: string, className: string | null = null) => `/api/exam/slips?${asked({ schoolId, className })}`,
  moveSlips: () => '/api/exam/slips',
  printSlips: (schoolId: string, className: string, only: 'due' | null) => `/api/exam/slips/print?${asked({ schoolId, className, only })}`,
  claimEvidence: () => '/api/evidence',
  evidenceFile: (id: string) => `/api/evidence/${one(id)}/file`,
  evidenceDue: (id: string) => `/api/evidence/${one(id)}/due`,
  evidenceReview: (id: string) => `/api/evidence/${one(id)}/review`,
  registerCandidate: () => '/api/candidates',
  moveCandidate: (id: string) => `/api/candidates/${one(id)}/move`,
};
