import type { SlipValues } from '../../domain/slip.ts';
import type { Secrets } from '../secret.ts';
import { pupils } from '../schema/families.ts';

/** Columns of a slip, for a `select`. */
export const slipColumns = {
  fullName: pupils.fullName,
  birthDate: pupils.birthDate,
  sex: pupils.sex,
  ethnicity: pupils.ethnicity,
  birthPlace: pupils.birthPlace,
  personalNumberEnc: pupils.personalNumberEnc,
  permanentAddress: pupils.permanentAddress,
  currentAddress: pupils.currentAddress,
  guardianName: pupils.guardianName,
  guardianPhone: pupils.guardianPhone,
};
export type SlipRow = Pick<typeof pupils.$inferSelect, keyof typeof slipColumns>;

/** `masked` on screens and links; `clear` only on the paper slip that the school hands to the family (HP-2023 step 4). */
export function slipValues(row: SlipRow, secrets: Pick<Secrets, 'open' | 'mask'>, number: 'masked' | 'clear'): SlipValues {
  const { personalNumberEnc, ...values } = row;
  const opened = personalNumberEnc === null ? '' : secrets.open(personalNumberEnc);
  return { ...values, personalNumber: number === 'clear' ? opened : secrets.mask(opened) };
}
