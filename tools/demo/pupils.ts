import type { Level } from '../../domain/tier.ts';
import { adultName, familyName, pupilName } from './names.ts';
import type { Sex } from './names.ts';
import { streets } from './places.ts';
import type { Chance } from './random.ts';
import type { DemoUnit } from './units.ts';

/** As many as the catalogue has of each (tools/demo/catalogue.ts). */
export const [groups, hamlets] = [8, 12] as const;

export type DemoPupil = {
  id: string; code: string; fullName: string; birthDate: string; sex: Sex; ethnicity: string; birthPlace: string; personalNumber: string | null;
  permanentAddress: string; currentAddress: string; guardianName: string; guardianPhone: string; guardianEmail: string | null;
  schoolId: string; schoolPath: string; className: string; cohort: string;
  /** What the current address says. */
  dwelling: Dwelling;
};

/** A ward of a middle unit, and the number of its group (in town) or hamlet (in the country). */
export type Dwelling = { unitId: string; ward: string; part: number };

/** Final-year classes by level: their letter, the usual size, and the age of a pupil at the end of the school year. */
const finalYear = {
  kindergarten: { cohort: 'kindergarten-5', grade: '5T', size: 28, age: 6 },
  primary: { cohort: 'grade-5', grade: '5', size: 35, age: 11 },
  'lower-secondary': { cohort: 'grade-9', grade: '9', size: 40, age: 15 },
  'upper-secondary': { cohort: 'grade-12', grade: '12', size: 42, age: 18 },
} as const satisfies Record<Level, { cohort: string; grade: string; size: number; age: number }>;

/** Province of birth registration (TT 07/2016/TT-BCA): most in Hải Phòng, the rest around it. */
const registered = [['031', 90], ['030', 4], ['001', 2], ['034', 2], ['022', 1.5], ['038', 0.5]] as const;
const birthPlaces: Record<string, string> = { '031': 'Hải Phòng', '030': 'Hải Dương', '001': 'Hà Nội', '034': 'Thái Bình', '022': 'Quảng Ninh', '038': 'Thanh Hóa' };
const ethnicities = [['Kinh', 985], ['Tày', 5], ['Mường', 4], ['Hoa', 4], ['Nùng', 2]] as const;

export type DemoClass = { school: DemoUnit; className: string; pupils: DemoPupil[] };

/** `count` final-year pupils spread over the schools in classes of the usual size; `year` is the year they leave. */
export function makeClasses(chance: Chance, schools: readonly DemoUnit[], count: number, year: number): DemoClass[] {
  const weights = schools.map((school) => (0.7 + chance.next() * 0.6) * school.levels.length);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let given = 0;
  return schools.flatMap((school, at) => {
    const share = at === schools.length - 1 ? count - given : Math.min(count - given, Math.round((count * (weights[at] ?? 0)) / all));
    given += share;
    return school.levels.flatMap((level, index) => {
      const here = Math.floor(share / school.levels.length) + (index < share % school.levels.length ? 1 : 0);
      return classesOf(chance, { school, level, count: here, year, serial: index * 5_000 });
    });
  });
}

type Cohort = { school: DemoUnit; level: Level; count: number; year: number; serial: number };

function classesOf(chance: Chance, { school, level, count, year, serial }: Cohort): DemoClass[] {
  const { grade, size } = finalYear[level];
  const classes = Math.ceil(count / size);
  return Array.from({ length: classes }, (_, at) => {
    const className = grade === '5T' ? `Lớn ${at + 1}` : `${grade}A${at + 1}`;
    const from = Math.floor((count * at) / classes);
    const to = Math.floor((count * (at + 1)) / classes);
    return {
      school, className,
      pupils: Array.from({ length: to - from }, (_one, index) => pupil(chance, { school, level, className, year, number: serial + from + index + 1 })),
    };
  });
}

function pupil(chance: Chance, of: { school: DemoUnit; level: Level; className: string; year: number; number: number }): DemoPupil {
  const { cohort, age } = finalYear[of.level];
  const sex: Sex = chance.is(0.52) ? 'male' : 'female';
  const family = familyName(chance);
  const born = of.year - age;
  const birthDate = `${born}-${String(chance.below(12) + 1).padStart(2, '0')}-${String(chance.below(28) + 1).padStart(2, '0')}`;
  const province = chance.weighted(registered);
  const parent: Sex = chance.is(0.4) ? 'male' : 'female';
  const code = `31${String(of.year % 100)}${of.school.code.slice(1).padStart(5, '0')}${String(of.number).padStart(5, '0')}`;
  const permanent = address(chance, of.school, code);
  const current = chance.is(0.85) ? permanent : address(chance, of.school, code);
  return {
    id: chance.uuid(), code,
    fullName: pupilName(chance, sex, family), birthDate, sex, ethnicity: chance.weighted(ethnicities), birthPlace: birthPlaces[province] ?? 'Hải Phòng',
    personalNumber: personalNumber(chance, province, born, sex), permanentAddress: permanent.text, currentAddress: current.text, dwelling: current.dwelling,
    // A father gives the child his family name; a mother keeps her own.
    guardianName: adultName(chance, parent, parent === 'male' ? family : familyName(chance)),
    guardianPhone: `0${chance.pick(['90', '91', '93', '96', '97', '98', '34', '38', '79', '86'])}${chance.digits(7)}`,
    guardianEmail: chance.is(0.9) ? `ph.${of.school.code.toLowerCase()}.${of.className.normalize('NFD').replace(/\W|\p{M}/gu, '').toLowerCase()}.${of.number}@example.vn` : null,
    schoolId: of.school.id, schoolPath: of.school.path, className: of.className, cohort,
  };
}

/** 12 digits by TT 07/2016/TT-BCA; some are missing, some do not fit birth year or sex: those are warned of, never blocked. */
function personalNumber(chance: Chance, province: string, born: number, sex: Sex): string | null {
  const fate = chance.next();
  if (fate < 0.03) return null;
  const year = fate < 0.045 ? born - 1 : born;
  const ofSex = fate >= 0.045 && fate < 0.055 ? (sex === 'male' ? 'female' : 'male') : sex;
  const century = (year < 2000 ? 0 : 2) + (ofSex === 'female' ? 1 : 0);
  return `${province}${century}${String(year % 100).padStart(2, '0')}${chance.digits(6)}`;
}

function address(chance: Chance, school: DemoUnit, code: string): { text: string; dwelling: Dwelling } {
  const ward = chance.pick(school.wards);
  const unitId = school.homeId ?? school.id;
  if (/^(Xã|Thị trấn)/.test(ward)) {
    const part = chance.below(hamlets) + 1;
    return { text: `Thôn ${part}, ${placeOf(school, ward)}`, dwelling: { unitId, ward, part } };
  }
  // In town the papers name the group beside the street.
  const part = (Number(code.slice(-4)) % groups) + 1;
  return { text: `Số ${chance.below(280) + 1} ${chance.pick(streets)}, Tổ ${part}, ${placeOf(school, ward)}`, dwelling: { unitId, ward, part } };
}

function placeOf(school: DemoUnit, ward: string): string {
  return school.place.startsWith(ward) ? school.place : `${ward}, ${school.place}`;
}
