import type { PolicyAction } from './policy.ts';
import type { Tier } from './tier.ts';

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

export const importActions = ['map', 'commit', 'cancel', 'undo'] as const;
export type ImportAction = (typeof importActions)[number];

export const importCan = {
  map: ['ready'],
  commit: ['ready'],
  // A commit that is cancelled on its way is taken back, row by row.
  cancel: ['queued', 'reading', 'ready', 'committing'],
  undo: ['committed'],
} as const satisfies Record<ImportAction, readonly ImportState[]>;

export function importAllows(action: ImportAction, state: ImportState): boolean {
  return (importCan[action] as readonly ImportState[]).includes(state);
}

/** Days a dry run waits for somebody to commit it. */
export const importWaitsDays = 30;

/** For which units a list is loaded: the unit whose records the file holds, or who keeps them for those below. */
const importUnits = {
  pupils: ['province', 'district', 'commune', 'school'],
  m1: ['school'],
  m2: ['province', 'district', 'commune', 'school'],
  places: ['province', 'district', 'commune'],
  quotas: ['province', 'district', 'commune'],
  zones: ['province', 'district', 'commune'],
  staff: ['province', 'district', 'commune', 'school'],
  feeder: ['province', 'district', 'commune', 'school'],
} as const satisfies Record<ImportKind, readonly Tier[]>;

/** What somebody must be allowed besides `import.run`: accounts are made by who may edit people, the catalogue and zones by who keeps them. */
export const importNeeds = {
  pupils: [],
  m1: ['place.propose'],
  m2: [],
  places: ['place.edit'],
  quotas: ['zone.edit', 'zone.supervise'],
  zones: ['zone.edit', 'zone.supervise'],
  staff: ['staff.edit'],
  feeder: [],
} as const satisfies Record<ImportKind, readonly PolicyAction[]>;

export function importTakes(kind: ImportKind, tier: Tier): boolean {
  return (importUnits[kind] as readonly Tier[]).includes(tier);
}
