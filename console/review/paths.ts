export const reviewPaths = {
  counts: () => '/api/review',
  pupils: (only: string | null, offset: number) => `/api/review/pupils?limit=50&offset=${offset}${only === null ? '' : `&only=${encodeURIComponent(only)}`}`,
  burndown: (seasonId: string) => `/api/review/burndown?seasonId=${encodeURIComponent(seasonId)}`,
  pupil: (id: string) => `/api/pupils/${encodeURIComponent(id)}`,
  leave: (id: string) => `/api/pupils/${encodeURIComponent(id)}/leave`,
  claims: () => `/api/claims?filter=${encodeURIComponent('{"state":["open"]}')}&range=[0,199]`,
  claim: () => '/api/claims',
  decideClaim: (id: string) => `/api/claims/${encodeURIComponent(id)}/decide`,
  inNone: () => '/api/claims/in-none',
  duplicates: (state: string) => `/api/duplicates?filter=${encodeURIComponent(JSON.stringify({ state: [state] }))}&range=[0,99]`,
  find: () => '/api/duplicates/find',
  decidePair: (id: string) => `/api/duplicates/${encodeURIComponent(id)}/decide`,
};
