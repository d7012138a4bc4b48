import type { CandidateState } from './identity.ts';
import type { Text } from './plan.ts';

/** What an independent candidate brings to the district office (HP-SYNC-2023, hand-over); told by the list, not from memory. */
export const candidatePapers = {
  identity: { vi: 'CCCD hoặc giấy tờ tuỳ thân còn hạn', en: 'Identity card or other valid paper' },
  diploma: { vi: 'Bằng tốt nghiệp hoặc giấy xác nhận kết quả học tập', en: 'Diploma or proof of results' },
  transcript: { vi: 'Học bạ', en: 'School transcript' },
  photo: { vi: 'Ảnh 4 × 6 chụp trong 6 tháng', en: 'Photograph of the last six months' },
  priority: { vi: 'Minh chứng ưu tiên, nếu có', en: 'Proof of priority, if any' },
} as const satisfies Record<string, Text>;
export type CandidatePaper = keyof typeof candidatePapers;
export const requiredPapers: readonly CandidatePaper[] = ['identity', 'diploma', 'transcript', 'photo'];

export const candidateCan = {
  receive: ['asked'], 'issue-account': ['received'], withdraw: ['asked', 'received'],
} as const satisfies Record<string, readonly CandidateState[]>;
export type CandidateAction = keyof typeof candidateCan;
export const candidateActions = Object.keys(candidateCan) as [CandidateAction, ...CandidateAction[]];
