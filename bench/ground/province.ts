import type { Db } from '../../db/client.ts';
import type { Role } from '../../domain/policy.ts';
import { fold } from '../../domain/text.ts';
import { insertRows } from '../../tools/demo/insert.ts';
import { makeProvince } from '../../tools/demo/province.ts';

export type ProvinceSize = { districts: number; schools: number };
/** 114 middle units and 700 schools: Hải Phòng after the merger of 2025. */
export const wholeProvince: ProvinceSize = { districts: 114, schools: 700 };

export type Person = { id: string; unitCode: string; role: Role };
export type Province = { units: number; people: readonly Person[] };

/** The demo province without pupils and passwords: nobody signs in here, answers come straight as Updates. */
export async function seedProvince(owner: Db, { districts, schools }: ProvinceSize): Promise<Province> {
  const { units, staff } = makeProvince({ seed: 7, districts, schools, pupils: 0 });
  await owner.transaction(async (tx) => {
    await insertRows(tx, 'units', units.map((unit) => ({
      id: unit.id, code: unit.code, name: unit.name, folded: fold(unit.name), tier: unit.tier, path: unit.path, parent_id: unit.parentId, levels: unit.levels,
      ministry_code: unit.ministryCode, email: unit.email, phone: unit.phone, active: true,
    })));
    await insertRows(tx, 'staff', staff.map((one) => ({
      id: one.id, username: one.username, name: one.name, folded: fold(one.name), email: one.email, phone: one.phone, unit_id: one.unitId, role: one.role,
      class_name: one.className, password_hash: null, active: true, preferences: {},
    })));
  });
  return { units: units.length, people: staff.map((one) => ({ id: one.id, unitCode: one.account.unitCode, role: one.role })) };
}
