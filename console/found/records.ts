import type { UnitRef } from '../provider/records.ts';

/** A child on no school's list; docs/interface.md, FoundChild. */
export type FoundChild = { id: string; code: string; fullName: string; birthDate: string; sex: 'male' | 'female'; guardianName: string; guardianPhone: string; currentAddress: string; hasNumber: boolean; unit: UnitRef; version: number };
