/** Lists that come in as Excel and go out as the same Excel. */
export const importKinds = ['pupils', 'm1', 'm2', 'places', 'quotas', 'zones', 'staff', 'feeder'] as const;
export type ImportKind = (typeof importKinds)[number];

export const importModes = ['add', 'update', 'both'] as const;
export type ImportMode = (typeof importModes)[number];

/**
 *   queued ─▶ reading ─▶ ready ─commit─▶ committing ─▶ committed ─undo─▶ undoing ─▶ undone
 *                 └─▶ refused (the file cannot be read)     any but the last three ─cancel─▶ cancelled
 *
 * `ready` is the dry run: nothing has been written but the rows of the import itself.
 */
export const importStates = ['queued', 'reading', 'ready', 'committing', 'committed', 'undoing', 'undone', 'refused', 'cancelled'] as const;
export type ImportState = (typeof importStates)[number];

/** What a row would do. `not-ours`: another unit's record. `candidate`: waits for a person (old ward → new commune). */
export const rowVerdicts = ['new', 'changed', 'unchanged', 'duplicate', 'not-ours', 'candidate', 'error'] as const;
export type RowVerdict = (typeof rowVerdicts)[number];
