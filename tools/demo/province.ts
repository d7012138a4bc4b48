import type { Db, Tx } from '../../db/client.ts';
import type { Secrets } from '../../db/secret.ts';
import { fold, nameSortKey } from '../../domain/text.ts';
import { insertRows } from './insert.ts';
import { createGazetteer, makeCatalogue } from './catalogue.ts';
import type { DemoPlace } from './catalogue.ts';
import { noNoise, plantNoise } from './noise.ts';
import type { Noise, Planted } from './noise.ts';
import { makeClasses } from './pupils.ts';
import type { DemoClass, DemoPupil } from './pupils.ts';
import { createChance } from './random.ts';
import { hashPasswords, makeStaff } from './staff.ts';
import type { Account, DemoStaff } from './staff.ts';
import { makeUnits } from './units.ts';
import type { DemoUnit } from './units.ts';

export type DemoOptions = {
  seed: number;
  /** Middle units: districts of 2023, or communes of 2025. */
  districts: number;
  schools: number;
  /** Final-year pupils of the whole province. */
  pupils: number;
  middle?: 'district' | 'commune';
  /** The year in which the pupils leave their schools. */
  year?: number;
  /** Share of the pupils whose data are spoilt on purpose (tools/demo/noise.ts); none by default. */
  noise?: number;
  /** For the personal numbers, which are stored encrypted. */
  secrets: Secrets;
  /** Called before the data is committed: whoever keeps the accounts has them whenever the province is there. */
  keepAccounts?: (accounts: readonly Account[]) => Promise<void>;
};

export type DemoProvince = { accounts: Account[]; units: DemoUnit[]; classes: DemoClass[]; places: DemoPlace[]; pupils: number; planted: readonly Planted[] };

/** The demo's usual size: a newcomer sees all three tiers and waits some seconds. */
export const usualSize = { seed: 7, districts: 3, schools: 20, pupils: 2_000 } as const;

/** Makes a province without writing it: the same seed gives the same people (passwords excepted). */
export function makeProvince({ seed, districts, schools, pupils, middle = 'district', year = 2023 }: Omit<DemoOptions, 'secrets'>): {
  units: DemoUnit[]; classes: DemoClass[]; staff: DemoStaff[];
} {
  const chance = createChance(seed);
  const units = makeUnits(chance, { middle, districts, schools });
  const classes = makeClasses(chance, units.filter((unit) => unit.tier === 'school'), pupils, year);
  nameTheKnownPupil(classes);
  return { units, classes, staff: makeStaff(chance, units, classes) };
}

/** The guide and the search examples speak of Đỗ Thị Hường: the first girl of the first class, whose parent has e-mail. */
function nameTheKnownPupil(classes: readonly DemoClass[]): void {
  const known = classes.flatMap((one) => one.pupils).find((pupil) => pupil.sex === 'female');
  if (known) Object.assign(known, { fullName: 'Đỗ Thị Hường', guardianEmail: 'phuhuynh.huong@example.vn' });
}

/**
 * Writes a demo province into a migrated, empty database in one transaction: units, staff with random passwords,
 * final-year pupils with guardians. Needs a connection that row-level security does not bind (the owner's).
 */
export async function loadDemo(db: Db, options: DemoOptions): Promise<DemoProvince> {
  const { units, classes, staff } = makeProvince(options);
  const hashes = await hashPasswords(staff.map((one) => one.password));
  const accounts = staff.map((one) => one.account);
  const places = makeCatalogue(units);
  const noise = options.noise ? plantNoise({ seed: options.seed, share: options.noise, units, classes, places }) : noNoise;
  const clerkOf = new Map(staff.filter((one) => one.account.role === 'clerk').map((one) => [one.unitId, one.id]));
  await db.transaction(async (tx) => {
    await insertRows(tx, 'units', units.map(unitRow));
    await insertRows(tx, 'staff', staff.map((one, at) => staffRow(one, hashes[at] ?? '')));
    await insertRecords(tx, { places, classes, noise, clerkOf, year: options.year ?? 2023, secrets: options.secrets });
    await options.keepAccounts?.(accounts);
  });
  return { accounts, units, classes, places, pupils: classes.reduce((sum, one) => sum + one.pupils.length, 0), planted: noise.planted };
}

type Records = { places: readonly DemoPlace[]; classes: readonly DemoClass[]; noise: Noise; clerkOf: ReadonlyMap<string, string>; year: number; secrets: Secrets };

/** The catalogue, the pupils in it and who claims them, for units and staff that are there. `clerkOf`: by unit id. */
export async function insertRecords(tx: Tx, { places, classes, noise, clerkOf, year, secrets }: Records): Promise<void> {
  const placeOf = createGazetteer(places);
  await insertRows(tx, 'places', places.map((one) => placeRow(one, year)));
  await insertRows(tx, 'places', noise.splits.map((one) => ({ ...placeRow(one.place, year), state: 'ended', valid_to: `${year - 1}-12-31` })));
  await insertRows(tx, 'place_successors', noise.splits.flatMap((one) => one.into.map((to) => ({ from_id: one.place.id, to_id: to.id, on: `${year - 1}-12-31`, whole: false }))));
  await insertRows(tx, 'pupils', classes.flatMap((one) => one.pupils.map((pupil) => ({ ...pupilRow(pupil, placeOf(pupil.dwelling), secrets), ...homeRow(noise.homes.get(pupil.id)) }))));
  await insertRows(tx, 'pupil_claims', noise.claims.map((one) => ({
    pupil_id: one.pupilId, holder_path: one.holderPath, claimant_id: one.claimantId, claimant_path: one.claimantPath, class_name: one.className, state: 'open', reason: 'Học sinh đã nhập học tại trường.', claimed_by: clerkOf.get(one.claimantId) ?? one.claimantId, id: one.pupilId,
  })));
}

function unitRow(unit: DemoUnit) {
  return {
    id: unit.id, code: unit.code, name: unit.name, folded: fold(unit.name), tier: unit.tier, path: unit.path, parent_id: unit.parentId, levels: unit.levels,
    ministry_code: unit.ministryCode, email: unit.email, phone: unit.phone, active: true,
  };
}

function staffRow(one: DemoStaff, passwordHash: string) {
  return {
    id: one.id, username: one.username, name: one.name, folded: fold(one.name), email: one.email, phone: one.phone, unit_id: one.unitId, role: one.role,
    class_name: one.className, password_hash: passwordHash, active: true, preferences: {},
  };
}

function placeRow(place: DemoPlace, year: number) {
  return {
    id: place.id, code: place.code, scheme: place.scheme, kind: place.kind, name: place.name, folded: fold(place.name), parent_id: place.parentId, path: place.path,
    unit_id: place.unitId, unit_path: place.unitPath, state: 'current', valid_from: `${year - 1}-01-01`, version: 1,
  };
}

/** Another home than the address says, for spoilt data. */
function homeRow(home: { placeId: string | null; residence: string } | undefined) {
  return home ? { place_id: home.placeId, residence: home.residence } : {};
}

function pupilRow(pupil: DemoPupil, place: DemoPlace | null, secrets: Secrets) {
  const number = pupil.personalNumber;
  return {
    id: pupil.id, code: pupil.code, full_name: pupil.fullName, folded: fold(pupil.fullName), sort_key: nameSortKey(pupil.fullName), birth_date: pupil.birthDate,
    sex: pupil.sex, ethnicity: pupil.ethnicity, birth_place: pupil.birthPlace,
    personal_number_enc: number === null ? null : secrets.seal(number), personal_number_key: number === null ? null : secrets.index(number),
    permanent_address: pupil.permanentAddress, current_address: pupil.currentAddress, guardian_name: pupil.guardianName, guardian_phone: pupil.guardianPhone,
    guardian_email: pupil.guardianEmail, school_id: pupil.schoolId, school_path: pupil.schoolPath, class_name: pupil.className, cohort: pupil.cohort, place_id: place?.id ?? null,
    residence: place === null ? 'unclear' : 'settled', version: 1,
  };
}
