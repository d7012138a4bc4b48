/** Long because it mirrors the records of docs/interface.md, one after another. */
import type { SeasonClock } from '../../domain/clock.ts';
import type { ConfirmationChannel, ConfirmationState, DisputeState, SlipField } from '../../domain/confirmation.ts';
import type { Answers, FormField } from '../../domain/form.ts';
import type { Plan, Text } from '../../domain/plan.ts';
import type { PolicyAction, Role } from '../../domain/policy.ts';
import type { SeasonAction, SeasonState } from '../../domain/season.ts';
import type { TaskAction, TaskKind, TaskState } from '../../domain/task.ts';
import type { Level, Tier } from '../../domain/tier.ts';
import type { Work, WorkState } from '../../domain/work.ts';

/** The shapes of docs/interface.md. Instants are ISO strings, days `YYYY-MM-DD`. */
export type UnitRef = { id: string; code: string; name: string; tier: Tier; path: string };
export type PersonRef = { id: string; name: string; unit: string };
export type FileRef = { id: string; name: string; mediaType: string; size: number };

export type Session = {
  staff: { id: string; name: string; role: Role; unit: UnitRef; className: string | null; preferences: Preferences };
  csrf: string;
  delegated: { staffId: string; name: string; role: Role; unit: UnitRef; endsAt: string }[];
  abilities: PolicyAction[];
};
export type Preferences = { locale?: 'vi' | 'en'; theme?: 'light' | 'dark'; dense?: boolean };

export type StepRow = {
  id: string;
  key: string;
  number: number;
  title: Text;
  phase: 'planned' | 'waiting-gate' | 'open' | 'grace' | 'closed' | 'skipped';
  plannedOpensAt: string;
  plannedClosesAt: string;
  opensAt: string;
  closesAt: string;
  lapsesAt: string;
  openedAt: string | null;
  closedAt: string | null;
  added: boolean;
  tasks: { total: number; done: number; submitted: number; overdue: number; lapsed: number };
  workflowUrl: string | null;
};

export type Colleagues = {
  enabled: boolean;
  takenUnitCodes: string[];
  parents: boolean;
  seed: number;
  rates: { late: number; wrong: number; silent: number };
};
export type Choices = Record<string, { opensAt: string; closesAt: string }>;

export type Season = {
  id: string;
  code: string;
  title: string;
  planKey: string;
  plan: Plan;
  year: number;
  clock: SeasonClock;
  clockOptions: { startsOn?: string; dayMs?: number };
  choices: Choices;
  rehearsal: boolean;
  colleagues: Colleagues | null;
  state: SeasonState;
  preparedBy: PersonRef | null;
  approvedBy: PersonRef | null;
  startedAt: string | null;
  finishedAt: string | null;
  seasonNow: string;
  workflowUrl: string | null;
  version: number;
  steps: StepRow[];
  can: SeasonAction[];
};

export type SeasonChange = {
  id: string;
  kind: 'extend' | 'shorten' | 'add-step' | 'skip' | 'pause' | 'resume' | 'set-pace' | 'cancel';
  stepKey: string | null;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  directive: { id: string; number: string; signedOn: string; signer: string } | null;
  by: PersonRef | null;
  at: string;
};

export type ConfirmationCounts = Record<'waiting' | 'withTeacher' | 'confirmed' | 'disputed' | 'settled' | 'silent' | 'total', number>;
export type ProgressRow = {
  unit: UnitRef;
  className?: string;
  opened?: number;
  done: number;
  submitted: number;
  overdue: number;
  lapsed: number;
  total: number;
  confirmations?: ConfirmationCounts;
};
export type LateRow = { taskId: string; unit: UnitRef; title: Text; dueAt: string; daysLate: number; escalation: number; holder: UnitRef };

export type PlanCheck = {
  steps: { key: string; window: { opensAt: string; closesAt: string }; vague: boolean }[];
  findings: { severity: 'error' | 'warning'; code: string; stepKey: string | null; message: Text; fix: Text }[];
};

export type TaskRow = {
  id: string;
  seasonId: string;
  seasonTitle: string;
  rehearsal: boolean;
  stepKey: string;
  stepNumber: number;
  stepTitle: Text;
  dutyKey: string;
  kind: TaskKind;
  title: Text;
  unit: UnitRef;
  holder: UnitRef;
  state: TaskState;
  assignee: PersonRef | null;
  dueAt: string;
  overdueAt: string | null;
  escalation: number;
  workingDaysLeft: number;
  version: number;
  workflowUrl: string | null;
  can: TaskAction[];
};
export type TaskEvent = {
  id: number | string;
  action: TaskAction | 'open' | 'overdue' | 'escalate';
  fromState: TaskState | null;
  toState: TaskState;
  by: PersonRef | null;
  note: string | null;
  at: string;
};
export type Task = TaskRow & {
  why: Text;
  legalBasis: Text;
  how: Text;
  ifLate: Text;
  clause: string;
  lead: Text;
  cooperating: Text[];
  form: FormField[];
  work: ({ kind: Work } & WorkState) | null;
  draft: Answers;
  answers: Answers | null;
  returnReason: string | null;
  events: TaskEvent[];
  files: FileRef[];
  explanation: { rule: Text; facts: { label: Text; value: Text }[]; clause: string } | null;
  disputeId?: string | null;
};
export type TaskCounts = Record<'assigned' | 'unassigned' | 'overdue' | 'review' | 'open', number>;

export type UnitRecord = UnitRef & {
  parentId: string | null;
  levels: Level[];
  ministryCode: string | null;
  email: string | null;
  phone: string | null;
  active: boolean;
};
export type Staff = {
  id: string;
  username: string;
  name: string;
  email: string;
  phone: string | null;
  unitId: string;
  unit: UnitRef;
  role: Role;
  className: string | null;
  active: boolean;
};
export type Pupil = {
  id: string;
  code: string;
  fullName: string;
  birthDate: string;
  sex: 'male' | 'female';
  ethnicity: string;
  birthPlace: string;
  personalNumber: string | null;
  permanentAddress: string;
  currentAddress: string;
  guardianName: string;
  guardianPhone: string;
  guardianEmail: string | null;
  standing: 'enrolled' | 'left' | 'merged';
  school: UnitRef;
  className: string;
  cohort: string;
  version: number;
  history?: { field: SlipField; before: string; after: string; by: PersonRef | null; at: string }[];
};
type PupilRef = { id: string; code: string; fullName: string; birthDate: string };
export type Confirmation = {
  id: string;
  seasonId: string;
  seasonTitle: string;
  rehearsal: boolean;
  stepKey: string;
  pupil: PupilRef;
  school: UnitRef;
  className: string;
  state: ConfirmationState;
  channel: ConfirmationChannel | null;
  reference: string | null;
  reminders: number;
  answeredAt: string | null;
  version: number;
  can: ('key-in')[];
  slip?: Record<SlipField, string>;
  disputeId?: string | null;
  access?: { passwordIssuedAt: string | null; passwordRevokedAt: string | null; links: number };
};
export type Dispute = {
  id: string;
  confirmationId: string;
  seasonId: string;
  seasonTitle: string;
  rehearsal: boolean;
  pupil: PupilRef;
  school: UnitRef;
  className: string;
  fields: { field: SlipField; current: string; proposed: string; doubts?: Text[]; decision: 'accepted' | 'rejected' | null; reason: string | null }[];
  note: string | null;
  state: DisputeState;
  openedAt: string;
  dueAt: string;
  decidedAt: string | null;
  decidedBy: PersonRef | null;
  version: number;
  taskId: string | null;
  workflowUrl: string | null;
  can: ('decide')[];
};
export type Directive = {
  id: string;
  number: string;
  signedOn: string;
  signer: string;
  title: string;
  file: FileRef | null;
  createdBy: PersonRef | null;
  createdAt: string;
};
export type Notice = {
  id: string;
  seasonId: string | null;
  seasonTitle: string | null;
  taskId: string | null;
  template: string;
  channel: 'email' | 'sms';
  recipientKind: 'staff' | 'parent';
  recipientName: string;
  address: string;
  unit: UnitRef | null;
  rehearsal: boolean;
  state: 'queued' | 'sending' | 'sent' | 'unknown' | 'failed';
  attempts: number;
  lastError: string | null;
  createdAt: string;
  sentAt: string | null;
  subject?: string;
  text?: string;
};
export type Holiday = { id: string; date: string; kind: 'holiday' | 'swap-day-off' | 'working-day'; name: string };
export type AuditEntry = {
  id: number | string;
  at: string;
  actor: PersonRef | null;
  actingFor: PersonRef | null;
  action: string;
  subjectType: string;
  subjectId: string;
  unit: UnitRef | null;
  details: Record<string, unknown>;
  leafIndex: number | null;
  leafHash: string | null;
};
export type AuditHead = { size: number; root: string; signedAt: string; keyId: string; signature: string };
export type AuditProof = { leafIndex: number; leafHash: string; path: string[]; head: AuditHead; holds: boolean };
export type Delegation = {
  id: string;
  from: PersonRef;
  to: PersonRef;
  startsAt: string;
  endsAt: string;
  reason: string;
  revokedAt: string | null;
};
export type SavedFilter = { id: string; resource: string; name: string; filter: Record<string, unknown> };
