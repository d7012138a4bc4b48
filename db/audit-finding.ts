/** What the verifier finds; each means that somebody changed something outside the application. */
export const auditFindingKinds = [
  'entry-changed', 'entry-missing', 'entry-moved', 'head-forged', 'head-mismatch', 'head-missing', 'log-cut', 'node-changed',
  'row-changed', 'row-missing',
] as const;
export type AuditFinding = { kind: (typeof auditFindingKinds)[number]; subject: string; detail: string };
