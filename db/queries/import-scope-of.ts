import { eq } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import type { Secrets } from '../secret.ts';
import { imports } from '../schema/imports.ts';
import { units } from '../schema/people.ts';
import { files } from '../schema/seasons.ts';
import { localDateOf } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ImportRow, ImportScope } from './import-scope.ts';

export type LoadedImport = { scope: ImportScope; row: ImportRow; file: { sha256: string; mediaType: string } };

/** The import with its unit and file; null when there is none. Whoever pressed last is who acts. */
export async function loadImport(tx: Tx, importId: string, deps: { secrets: Secrets; now: Instant }): Promise<LoadedImport | null> {
  const [found] = await tx
    .select({ row: imports, unit: { id: units.id, code: units.code, path: units.path, tier: units.tier }, file: { sha256: files.sha256, mediaType: files.mediaType } })
    .from(imports).innerJoin(units, eq(units.id, imports.unitId)).innerJoin(files, eq(files.id, imports.fileId)).where(eq(imports.id, importId));
  if (!found) return null;
  const { row, unit, file } = found;
  const actorId = row.undoneBy ?? row.committedBy ?? row.createdBy;
  return {
    row, file,
    scope: {
      importId, kind: row.kind, mode: row.mode, unit, actorId, actingFor: actorId === row.createdBy ? row.actingFor : actorId, now: deps.now, today: localDateOf(deps.now), secrets: deps.secrets,
    },
  };
}
