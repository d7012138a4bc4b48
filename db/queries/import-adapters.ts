import type { ImportKind } from '../../domain/import.ts';
import { placeAdapter } from './import-catalogue.ts';
import { pupilAdapter } from './import-pupils.ts';
import { quotaAdapter } from './import-quotas.ts';
import { residenceAdapter } from './import-residences.ts';
import type { ImportAdapter } from './import-scope.ts';
import { staffAdapter } from './import-staff.ts';
import { zoneAdapter } from './import-zones.ts';

/** A feeder school outside the software is loaded by the sheet of pupils; M1 proposes what the catalogue holds. */
export const adapters = {
  pupils: pupilAdapter,
  feeder: pupilAdapter,
  places: placeAdapter,
  m1: placeAdapter,
  m2: residenceAdapter,
  quotas: quotaAdapter,
  zones: zoneAdapter,
  staff: staffAdapter,
} as const satisfies Record<ImportKind, ImportAdapter>;
