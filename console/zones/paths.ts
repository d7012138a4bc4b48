export const zonePaths = {
  table: (unitId: string, year: number) => `/api/zones?unitId=${unitId}&year=${year}`,
  edit: () => '/api/zones',
  whatIf: () => '/api/zones/what-if',
  compare: (unitId: string, year: number) => `/api/zones/compare?unitId=${unitId}&year=${year}`,
  copy: () => '/api/zones/copy',
  quotas: () => '/api/quotas',
  plans: (year: number) => `/api/zone-plans?year=${year}`,
  plan: (id: string) => `/api/zone-plans/${encodeURIComponent(id)}`,
  move: (id: string, action: 'open-comments' | 'comment' | 'reply' | 'decide' | 'supervise' | 'return') => `/api/zone-plans/${encodeURIComponent(id)}/${action}`,
};
