import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import type { RowValues } from '../../domain/import-diff.ts';

/** A stored pupil as a row of the sheet. */
export type KnownPupil = {
  id: string;
  version: number;
  code: string;
  folded: string;
  birthDate: string;
  guardianFolded: string;
  schoolPath: string;
  schoolCode: string;
  numberKey: string | null;
  placeId: string | null;
  residence: string;
  values: RowValues;
};

/** The number comes sealed as it is stored: `sealed:` and base64. */
const columns = sql`
  p.id, p.version, p.code, p.folded, p.birth_date::text as "birthDate", p.guardian_name as "guardianName", p.school_path as "schoolPath", u.code as "schoolCode",
  encode(p.personal_number_key, 'hex') as "numberKey", p.place_id as "placeId", p.residence,
  p.full_name as "fullName", p.sex, p.ethnicity, p.birth_place as "birthPlace",
  case when p.personal_number_enc is null then '' else 'sealed:' || translate(encode(p.personal_number_enc, 'base64'), E'\n', '') end as "personalNumber",
  p.permanent_address as "permanentAddress", p.current_address as "currentAddress", coalesce(pl.code, '') as "placeCode",
  p.guardian_phone as "guardianPhone", coalesce(p.guardian_email, '') as "guardianEmail", p.class_name as "className"`;

type Found = Omit<KnownPupil, 'values' | 'guardianFolded'> & Record<Exclude<keyof typeof sheetFields, 'code' | 'birthDate' | 'schoolCode'>, string>;

const sheetFields = {
  code: true, fullName: true, birthDate: true, sex: true, ethnicity: true, birthPlace: true, personalNumber: true, permanentAddress: true, currentAddress: true, placeCode: true,
  guardianName: true, guardianPhone: true, guardianEmail: true, schoolCode: true, className: true,
} as const;

export type Sought = { codes: string[]; numberKeys: string[]; born: { birthDate: string; folded: string }[] };

/** Everybody in the province who may be one of those sought: by code, by number, by name and birth date. One statement, by indexes. */
export async function knownPupils(tx: Tx, { codes, numberKeys, born }: Sought, foldName: (name: string) => string): Promise<KnownPupil[]> {
  const found = await tx.execute<Found>(sql`
    with sought as (
      select p.id from pupils p where p.code = any(${sql.param(codes)}::text[])
      union select p.id from jsonb_array_elements_text(${JSON.stringify(numberKeys)}::jsonb) n join pupils p on p.personal_number_key = decode(n, 'hex')
      union select p.id from jsonb_to_recordset(${JSON.stringify(born)}::jsonb) as b("birthDate" date, folded text)
        join pupils p on p.birth_date = b."birthDate" and p.folded = b.folded)
    select ${columns} from sought join pupils p using (id) join units u on u.id = p.school_id left join places pl on pl.id = p.place_id
    where p.standing <> 'merged'`);
  return found.rows.map((row) => known(row, foldName));
}

function known(row: Found, foldName: (name: string) => string): KnownPupil {
  const { id, version, folded, schoolPath, numberKey, placeId, residence, ...values } = row;
  return {
    id, version, folded, schoolPath, numberKey, placeId, residence, code: values.code, birthDate: values.birthDate, schoolCode: values.schoolCode,
    guardianFolded: foldName(values.guardianName), values,
  };
}

/** Those of a unit, for the same Excel out. */
export async function pupilsAfter(tx: Tx, unitPath: string, after: string, limit: number): Promise<KnownPupil[]> {
  const found = await tx.execute<Found>(sql`
    select ${columns} from pupils p join units u on u.id = p.school_id left join places pl on pl.id = p.place_id
    where p.school_path ^@ ${unitPath} and p.standing = 'enrolled' and (u.code || '/' || p.class_name || '/' || p.code) > ${after}
    order by u.code || '/' || p.class_name || '/' || p.code limit ${limit}`);
  return found.rows.map((row) => known(row, (name) => name));
}
