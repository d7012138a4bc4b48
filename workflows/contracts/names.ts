/** Wire names shared by clients, workflows and the worker. Ids carry codes and UUIDs only, never a person's data. */
export const taskQueue = 'mua';

export const searchAttributes = {
  SeasonId: 'Keyword',
  StepKey: 'Keyword',
  UnitCode: 'Keyword',
  Phase: 'Keyword',
  DueAt: 'Datetime',
} as const;

export const seasonWorkflowId = (seasonCode: string) => `season/${seasonCode}`;
export const stepWorkflowId = (seasonCode: string, stepKey: string) => `step/${seasonCode}/${stepKey}`;
export const dutyWorkflowId = (seasonCode: string, stepKey: string, unitCode: string) =>
  `duty/${seasonCode}/${stepKey}/${unitCode}`;
export const disputeWorkflowId = (disputeId: string) => `dispute/${disputeId}`;
