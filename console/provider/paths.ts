/** Every address the console asks for, as in docs/interface.md; pinned by a snapshot. */
const one = (id: string) => encodeURIComponent(id);
const query = (entries: Record<string, string | undefined>): string => {
  const given = Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as [string, string]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
};

export const paths = {
  session: () => '/api/session',
  ownPassword: () => '/api/session/password',
  signInMethods: () => '/api/session/methods',
  signInByOidc: () => '/api/session/oidc',
  events: () => '/api/events',

  list: (resource: string, parameters: Record<string, string> = {}) => `/api/${resource}${query(parameters)}`,
  item: (resource: string, id: string) => `/api/${resource}/${one(id)}`,

  plan: (key: string) => `/api/plans/${one(key)}`,
  planCheck: (key: string) => `/api/plans/${one(key)}/check`,

  seasonSubmit: (id: string) => `/api/seasons/${one(id)}/submit`,
  seasonApprove: (id: string) => `/api/seasons/${one(id)}/approve`,
  seasonSendBack: (id: string) => `/api/seasons/${one(id)}/send-back`,
  seasonCancel: (id: string) => `/api/seasons/${one(id)}/cancel`,
  seasonRehearse: () => '/api/seasons/rehearse',
  seasonChanges: (id: string) => `/api/seasons/${one(id)}/changes`,
  seasonColleagues: (id: string) => `/api/seasons/${one(id)}/colleagues`,
  seasonTake: (id: string) => `/api/seasons/${one(id)}/take`,
  seasonProgress: (id: string, stepKey: string, under?: string) => `/api/seasons/${one(id)}/progress${query({ stepKey, under })}`,
  seasonLate: (id: string) => `/api/seasons/${one(id)}/late`,
  seasonReport: (id: string) => `/api/seasons/${one(id)}/report`,

  taskCounts: () => '/api/tasks/counts',
  taskClaim: (id: string) => `/api/tasks/${one(id)}/claim`,
  taskRelease: (id: string) => `/api/tasks/${one(id)}/release`,
  taskAssign: (id: string) => `/api/tasks/${one(id)}/assign`,
  taskComment: (id: string) => `/api/tasks/${one(id)}/comment`,
  taskDraft: (id: string) => `/api/tasks/${one(id)}/draft`,
  taskSubmit: (id: string) => `/api/tasks/${one(id)}/submit`,
  taskAccept: (id: string) => `/api/tasks/${one(id)}/accept`,
  taskReturn: (id: string) => `/api/tasks/${one(id)}/return`,
  tasksAccept: () => '/api/tasks/accept',
  taskFiles: (id: string) => `/api/tasks/${one(id)}/files`,
  taskFile: (id: string, fileId: string) => `/api/tasks/${one(id)}/files/${one(fileId)}`,
  file: (id: string) => `/api/files/${one(id)}`,
  remindersPreview: () => '/api/reminders/preview',
  reminders: () => '/api/reminders',

  classes: (schoolId: string) => `/api/pupils/classes${query({ schoolId })}`,
  slips: (seasonId: string, schoolId: string, className: string) => `/api/slips${query({ seasonId, schoolId, className })}`,
  slipPasswords: () => '/api/slips/passwords',
  confirmationPassword: (id: string) => `/api/confirmations/${one(id)}/password`,
  confirmationRevoke: (id: string) => `/api/confirmations/${one(id)}/revoke`,
  unconfirmed: (seasonId: string) => `/api/confirmations/unconfirmed${query({ seasonId })}`,
  confirmationKeyIn: (id: string) => `/api/confirmations/${one(id)}/key-in`,
  disputeDecide: (id: string) => `/api/disputes/${one(id)}/decide`,
  noticeSettle: (id: string) => `/api/notices/${one(id)}/settle`,
  directiveFile: (id: string) => `/api/directives/${one(id)}/file`,
  delegationPeople: (q: string) => `/api/delegations/people${query({ q })}`,
  auditHead: () => '/api/audit/head',
  auditProof: (id: string) => `/api/audit/${one(id)}/proof`,
};
