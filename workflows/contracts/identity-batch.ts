/** One list on its way to the population database and back (HP-SYNC-2023). Started by the outbox relay; `unitCode`: whose pupils. */
export type IdentityBatchInput = { batchId: string; unitCode: string };

/** Signal: the row of the batch changed (cancelled, an answer came): the story reads it again. */
export const batchChanged = 'batchChanged';
