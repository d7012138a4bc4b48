import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { SlipSheet } from '../db/queries/slips.ts';
import { startOfDate } from '../domain/instant.ts';
import { printSlips } from '../portal/slips/print.ts';
import { renderSlips } from '../portal/slips/render.ts';
import { makeProvince } from '../tools/demo/province.ts';
import { shownSpread, spreadOf } from './ground/figures.ts';
import { busySince } from './ground/cpu.ts';
import type { Busy } from './ground/cpu.ts';
import type { Bench, Scene } from './result.ts';

const province = 113_000;
const publicUrl = 'https://tuyensinh.example.vn';
type Run = { seconds: number; megabytes: number; busy: Busy };
type Class = readonly SlipSheet[];

/**
 * The slips of whole schools, a document a class, through the two printing processes of the product; the peer is pdfmake in this process, one document
 * after another on one thread: the same sheets by class, and a document for each slip as a school prints that has no lists. A sample of schools, extrapolated to the province.
 */
export const slips: Bench = {
  name: 'slips',
  size: () => ({ districts: 1, schools: 1 }),
  async run(scene) {
    const classes = classesOf(scene.quick ? 1 : 4);
    const pages = classes.reduce((sum, one) => sum + one.length, 0);
    const runs: Record<'ours' | 'byClass' | 'oneByOne', Run[]> = { ours: [], byClass: [], oneByOne: [] };
    // A slip a document costs the peer seven times as much: some are enough for its rate.
    const singles = classes.flat().slice(0, scene.quick ? 20 : 100).map((sheet) => [sheet]);
    const printed = { byClass: pages, oneByOne: singles.length };
    // Warm either side: processes started, fonts read.
    await Promise.all(classes.slice(0, 4).map((sheets) => buffer(printSlips({ sheets, publicUrl }))));
    await here(classes.slice(0, 2));
    for (let run = 0; run < scene.runs; run += 1) {
      runs.ours.push(await timed(scene, () => there(classes)));
      runs.byClass.push(await timed(scene, () => here(classes)));
      runs.oneByOne.push(await timed(scene, () => here(singles)));
      scene.say(`slips ${run + 1}/${scene.runs}: ${Object.entries(runs).map(([side, all]) => `${side} ${all.at(-1)?.seconds.toFixed(1)} s`).join(', ')}`);
    }
    return ([['byClass', 'a document a class'], ['oneByOne', 'a document a slip']] as const).map(([peer, how]) => {
      const rates = (side: keyof typeof runs, of: number) => spreadOf(runs[side].map((one) => of / one.seconds));
      const [ours, theirs] = [rates('ours', pages), rates(peer, printed[peer])];
      const ratio = ours.median / theirs.median;
      return {
        bench: 'slips', what: `${pages.toLocaleString('en')} slips of ${classes.length} classes, a document a class in two processes, against pdfmake on one thread, ${how}`,
        ours: `${shownSpread(ours)} slips/s; ${province.toLocaleString('en')} slips would take ${(province / ours.median / 60).toFixed(0)} min, ${(((runs.ours[0]?.megabytes ?? 0) / pages) * province).toFixed(0)} MB`,
        peer: `${shownSpread(theirs)} slips/s`, ratio, target: 'ratio ≥ 1.8 on 2 cores', holds: ratio >= 1.8, figures: { pages, printed, classes: classes.length, runs },
        busy: { ours: runs.ours.at(-1)?.busy ?? {}, peer: runs[peer].at(-1)?.busy ?? null },
      };
    });
  },
};

async function timed({ ground }: Scene, print: () => Promise<number>): Promise<Run> {
  const before = ground.busy({});
  const from = performance.now();
  const bytes = await print();
  return { seconds: (performance.now() - from) / 1_000, megabytes: bytes / 1e6, busy: busySince(before, ground.busy({})) };
}

async function there(documents: readonly Class[]): Promise<number> {
  const sizes = await Promise.all(documents.map(async (sheets) => checked(await buffer(printSlips({ sheets, publicUrl })), sheets.length)));
  return sizes.reduce((sum, one) => sum + one, 0);
}

async function here(documents: readonly Class[]): Promise<number> {
  let bytes = 0;
  for (const sheets of documents) {
    const document = await renderSlips(sheets, { publicUrl });
    if (document) bytes += checked(await buffer(document), sheets.length);
  }
  return bytes;
}

/** Every slip is a page of its own. */
function checked(pdf: Buffer, pages: number): number {
  const found = pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length;
  if (found !== pages) throw new Error(`${found} pages of ${pages}`);
  return pdf.length;
}

/** The demo's schools and pupils, with links of the true length. */
function classesOf(schools: number): Class[] {
  const { classes } = makeProvince({ seed: 7, districts: 1, schools, pupils: Math.round((province / 700) * schools) });
  return classes.map(({ school, className, pupils }) => pupils.map((pupil): SlipSheet => ({
    pupilCode: pupil.code, className, school: { name: school.name, phone: '02253123456' }, season: { title: 'Tuyển sinh đầu cấp Hải Phòng', rehearsal: false },
    closesAt: startOfDate('2027-05-20'), state: 'waiting', reference: null, password: null, linkPath: `/p/${createHash('sha256').update(pupil.code).digest('base64url')}`,
    slip: {
      fullName: pupil.fullName, birthDate: pupil.birthDate, sex: pupil.sex, ethnicity: pupil.ethnicity, birthPlace: pupil.birthPlace, personalNumber: pupil.personalNumber ?? '',
      permanentAddress: pupil.permanentAddress, currentAddress: pupil.currentAddress, guardianName: pupil.guardianName, guardianPhone: pupil.guardianPhone,
    },
  })));
}
