/**
 * One per middle unit and year (HP-2023 step 5, LA-2022):
 *
 *   draft ─open-comments─▶ commenting ─decide (directive)─▶ decided ─supervise─▶ supervised ─freeze (round opens)─▶ frozen
 *     ▲                                                        │
 *     └──────────────────────── return (the Sở, with a reason) ┘
 */
export const zonePlanStates = ['draft', 'commenting', 'decided', 'supervised', 'frozen'] as const;
export type ZonePlanState = (typeof zonePlanStates)[number];

export const zonePlanActions = ['edit', 'open-comments', 'comment', 'reply', 'decide', 'supervise', 'return', 'freeze', 'change-frozen'] as const;
export type ZonePlanAction = (typeof zonePlanActions)[number];

export const zonePlanCan = {
  edit: ['draft', 'commenting'],
  'open-comments': ['draft'],
  comment: ['commenting'],
  // Schools are answered before the committee decides; a plan sent back still has its comments.
  reply: ['draft', 'commenting'],
  decide: ['commenting'],
  supervise: ['decided'],
  return: ['decided', 'supervised'],
  freeze: ['supervised', 'decided'],
  'change-frozen': ['frozen'],
} as const satisfies Record<ZonePlanAction, readonly ZonePlanState[]>;
