import { createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { storedFile } from '../../db/file-path.ts';
import { sheetSpecs } from '../../domain/sheet-specs.ts';
import { writeTemplate } from '../../sheets/template.ts';
import type { makeProvince } from '../../tools/demo/province.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export type PupilRow = Readonly<Record<string, string>>;

/** The people of the demo as rows of the pupils' sheet. */
export function* pupilRows(classes: ReturnType<typeof makeProvince>['classes']): Generator<PupilRow> {
  for (const { school, className, pupils } of classes) {
    for (const { code, fullName, birthDate, sex, ethnicity, birthPlace, personalNumber, permanentAddress, currentAddress, guardianName, guardianPhone, guardianEmail } of pupils) {
      yield { code, fullName, birthDate, sex, ethnicity, birthPlace, personalNumber: personalNumber ?? '', permanentAddress, currentAddress, guardianName, guardianPhone, guardianEmail: guardianEmail ?? '', className, schoolCode: school.code };
    }
  }
}

/** In our own template, under the name the file store knows it by. */
export async function writePupilsFile(folder: string, sha256: string, rows: Iterable<PupilRow>): Promise<void> {
  const path = storedFile(folder, sha256);
  await mkdir(dirname(path), { recursive: true });
  const out = createWriteStream(path);
  await writeTemplate(out, sheetSpecs.pupils, {
    rows: (async function* each() {
      yield* rows;
    })(),
  });
  await finished(out);
  if ((await stat(path)).size === 0) throw new Error('the file was not written');
}
