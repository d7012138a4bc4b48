const one = (id: string) => encodeURIComponent(id);

/** Addresses of the identity screens, as in docs/interface.md. */
export const identityPaths = {
  act: (id: string, action: 'settle' | 'reason' | 'report' | 'resolve' | 'answer') => `/api/identity/${one(id)}/${action}`,
  evidence: (id: string) => `/api/identity/${one(id)}/evidence`,
  reveal: (pupilId: string) => `/api/pupils/${one(pupilId)}/reveal`,
  burndown: (asked: Record<string, string>) => `/api/identity/burndown?${new URLSearchParams(asked).toString()}`,
  takeOver: () => '/api/identity/take-over',
  batchCancel: (id: string) => `/api/identity-batches/${one(id)}/cancel`,
  batchList: (id: string) => `/api/identity-batches/${one(id)}/list`,
  batchAnswers: (id: string) => `/api/identity-batches/${one(id)}/answers`,
};
