import type { ImportKind } from './import.ts';
import { m1Sheet, placesSheet, quotasSheet, zonesSheet } from './sheet-places.ts';
import { feederSheet, m2Sheet, pupilsSheet } from './sheet-pupils.ts';
import { staffSheet } from './sheet-staff.ts';
import type { SheetSpec } from './sheet.ts';

/** Every list that comes in as Excel and goes out as the same Excel. */
export const sheetSpecs = {
  pupils: pupilsSheet, m1: m1Sheet, m2: m2Sheet, places: placesSheet, quotas: quotasSheet, zones: zonesSheet, staff: staffSheet, feeder: feederSheet,
} as const satisfies Record<ImportKind, SheetSpec>;
