import type { ImportStage } from '../../workflows/contracts/import.ts';

type OneImport = { importId: string };

/** Each is repeatable: rows have the file's own numbers as keys, and say themselves whether they are applied. */
export type ImportActivities = {
  loadImport: (one: OneImport) => Promise<ImportStage>;
  /** queued/reading → ready or refused. Goes on after the last row written; stops when the state is no longer `reading`. */
  readImport: (one: OneImport) => Promise<ImportStage>;
  /** committing → committed, in batches; stops between two when somebody cancelled. */
  commitImport: (one: OneImport) => Promise<ImportStage>;
  /** undoing → undone, or back to committed with the reason; a cancelled commit is taken back the same way. One transaction. */
  undoImport: (one: OneImport) => Promise<ImportStage>;
  /** ready → cancelled: nobody committed it in time. */
  closeImport: (one: OneImport) => Promise<ImportStage>;
};
