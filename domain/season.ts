/**
 * draft ─submit─▶ awaiting-approval ─approve─▶ launching ─(engine)─▶ running ⇄ paused ─▶ finished
 *   ▲                    │ send-back                        any live ──cancel──▶ cancelled
 *   └────────────────────┘
 */
export const seasonStates = ['draft', 'awaiting-approval', 'launching', 'running', 'paused', 'finished', 'cancelled'] as const;
export type SeasonState = (typeof seasonStates)[number];

export const seasonActions = [
  'edit', 'submit', 'approve', 'send-back', 'extend', 'shorten', 'add-step', 'skip', 'pause', 'resume', 'set-pace', 'cancel',
] as const;
export type SeasonAction = (typeof seasonActions)[number];

export const seasonCan = {
  edit: ['draft'],
  submit: ['draft'],
  approve: ['awaiting-approval'],
  'send-back': ['awaiting-approval'],
  extend: ['running', 'paused'],
  shorten: ['running', 'paused'],
  'add-step': ['running', 'paused'],
  skip: ['running', 'paused'],
  pause: ['running'],
  resume: ['paused'],
  'set-pace': ['running', 'paused'],
  cancel: ['draft', 'awaiting-approval', 'running', 'paused'],
} as const satisfies Record<SeasonAction, readonly SeasonState[]>;

/** planned → (waiting-gate) → open → grace (window closed, late work still taken) → closed | skipped */
export const stepPhases = ['planned', 'waiting-gate', 'open', 'grace', 'closed', 'skipped'] as const;
export type StepPhase = (typeof stepPhases)[number];

/** What a change to a running season must cite. The file is stored with the directive. */
export type DirectiveRef = { id: string; number: string };
