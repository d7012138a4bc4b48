import type { ImportState } from '../../domain/import.ts';

/** One uploaded list on its way in. Started, and told of every decision, by the outbox relay; what was decided stands in the row. */
export type ImportInput = { importId: string; unitCode: string };

/** Somebody set the columns anew, committed, cancelled or undid: the story reads the row and follows. */
export const importChanged = 'importChanged';

/** `rowsDone`: of the stage the import is in. `applied`: rows that stand in the records because of it. */
export type ImportStage = { state: ImportState; rowsDone: number; applied: number };
