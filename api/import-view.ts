import type { Tx } from '../db/client.ts';
import { importById } from '../db/queries/imports.ts';
import type { ListedImport, RowOfImport } from '../db/queries/imports.ts';
import type { PersonRef } from '../db/queries/staff.ts';
import { importActions, importAllows, importNeeds, importTakes } from '../domain/import.ts';
import type { ImportAction, ImportKind } from '../domain/import.ts';
import { standingFor } from '../domain/policy.ts';
import type { Actor, Standing } from '../domain/policy.ts';
import { missingFields } from '../domain/sheet-mapping.ts';
import { sheetSpecs } from '../domain/sheet-specs.ts';
import type { Tier } from '../domain/tier.ts';
import { changedMeanwhile, notAllowed, notFound, Problem } from './problem.ts';
import { allow } from './scope.ts';
import type { StaffCtx } from './verb.ts';
import { isoOrNull } from './wire.ts';

type LoadUnit = { path: string; tier: Tier };

function standingIfMay(actor: Actor, kind: ImportKind, unit: LoadUnit): Standing | null {
  const standing = standingFor(actor, 'import.run', { unitPath: unit.path });
  const needs = importNeeds[kind];
  return standing && (needs.length === 0 || needs.some((action) => standingFor(actor, action, { unitPath: unit.path }) !== null)) ? standing : null;
}

/** Who loads which list for which unit; throws what the person should do instead. */
export function standingToLoad(actor: Actor, kind: ImportKind, unit: LoadUnit): Standing {
  const standing = standingIfMay(actor, kind, unit);
  if (!standing) throw standingFor(actor, 'import.read', { unitPath: unit.path }) ? notAllowed() : notFound();
  if (!importTakes(kind, unit.tier)) throw new Problem(422, 'not-of-unit', { vi: 'Danh sách này không nạp cho đơn vị đó. Hãy chọn đơn vị đúng cấp.', en: 'This list is not loaded for that unit. Choose one of the right tier.' });
  return standing;
}

export async function openImport(ctx: StaffCtx, tx: Tx, id: string): Promise<ListedImport> {
  const row = await importById(tx, id);
  if (!row) throw notFound();
  allow(ctx.actor, 'import.read', { unitPath: row.unit.path }, 'import.read');
  return row;
}

/** The import and the standing for an action on it, now. A stale `version` is somebody else's change. */
export async function mayLoad(ctx: StaffCtx, tx: Tx, id: string, action: ImportAction, version: number | undefined): Promise<{ row: ListedImport; standing: Standing }> {
  const row = await openImport(ctx, tx, id);
  const standing = standingIfMay(ctx.actor, row.kind, row.unit);
  if (!standing) throw notAllowed();
  const already = { map: 'queued', commit: 'committing', cancel: 'cancelled', undo: 'undoing' }[action];
  if (row.state === already && action !== 'map') return { row, standing };
  if (!importAllows(action, row.state)) throw changedMeanwhile();
  // Reading and writing move on by themselves: only what a person looks at has a version to be stale.
  if (version !== undefined && version !== row.version && action !== 'cancel') throw changedMeanwhile();
  return { row, standing };
}

/** An import as people see it, with what this person may do. */
export function view(ctx: StaffCtx, row: ListedImport, people: Map<string, PersonRef>) {
  const { createdBy, committedBy, undoneBy, actingFor: _, committedAt, undoneAt, createdAt, file: { sha256: __, ...file }, ...rest } = row;
  const spec = sheetSpecs[row.kind];
  const missing = row.headers.length === 0 ? [] : missingFields(spec, row.mapping);
  const may = standingIfMay(ctx.actor, row.kind, row.unit) !== null;
  const person = (id: string | null) => (id === null ? null : (people.get(id) ?? null));
  return {
    ...rest, file, missing,
    fields: spec.fields.map(({ key, label, required, kind, choices }) => ({ key, label, required, kind, choices: choices ?? null })),
    createdBy: person(createdBy), committedBy: person(committedBy), undoneBy: person(undoneBy),
    committedAt: isoOrNull(committedAt), undoneAt: isoOrNull(undoneAt), createdAt: createdAt.toISOString(),
    can: may ? importActions.filter((action) => importAllows(action, row.state) && (action !== 'commit' || missing.length === 0)) : [],
  };
}

/** A sealed personal number is opened to be masked, and leaves the house so only. */
export function rowView({ deps: { secrets } }: StaffCtx, row: RowOfImport) {
  const shown = (value: string): string => (value.startsWith('sealed:') ? secrets.mask(secrets.open(Buffer.from(value.slice(7), 'base64'))) : value);
  return {
    ...row,
    id: row.rowNumber,
    values: Object.fromEntries(Object.entries(row.values).map(([field, value]) => [field, shown(value)])),
    diff: Object.fromEntries(Object.entries(row.diff).map(([field, one]) => [field, { from: shown(one.from), to: shown(one.to) }])),
  };
}
