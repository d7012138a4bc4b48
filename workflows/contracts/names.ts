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
/** `clusterCode`: the middle unit whose own tasks and those of its schools it holds; db/queries/cluster.ts says which. */
export const dutyWorkflowId = (seasonCode: string, stepKey: string, clusterCode: string) =>
  `duty/${seasonCode}/${stepKey}/${clusterCode}`;
export const disputeWorkflowId = (disputeId: string) => `dispute/${disputeId}`;
export const importWorkflowId = (importId: string) => `import/${importId}`;
export const identityBatchWorkflowId = (batchId: string) => `identity-batch/${batchId}`;
