import type { Writable } from 'node:stream';
import type { Entry, ZipFile } from 'yauzl';
import { contentTypes, drawingXml, notePartsBeside, notesXml, RedStyles, relationsOf, sheetRelations } from './mark-parts.ts';
import type { Note, NoteParts, Relation } from './mark-parts.ts';
import { isUsual, markedSheet } from './mark-rows.ts';
import type { Marking } from './marking.ts';
import { entriesOf, openZip, streamOf } from './zip-file.ts';
import { ZipWriter } from './zip-writer.ts';

/** `texts`: small parts that change, by name; `gone`: parts that are left out: earlier notes, and the order of formulas that are no more. */
type Changes = { part: string; styles: RedStyles; stylesPart: string; texts: ReadonlyMap<string, string>; gone: ReadonlySet<string>; noteParts: NoteParts };

const typesPart = '[Content_Types].xml';
const bookRelations = 'xl/_rels/workbook.xml.rels';

/** What has to change in a workbook for marks on one of its sheets; null where it has not the form that office programs write. */
export async function changesOf(path: string, part: string): Promise<Changes | null> {
  const { zip, entries } = await entriesByName(path);
  try {
    const text = async (name: string): Promise<string> => await wholeText(zip, entries.get(name));
    const sheet = entries.get(part);
    const stylesPart = [...entries.keys()].find((name) => name.toLowerCase() === 'xl/styles.xml') ?? '';
    const styles = RedStyles.of(await text(stylesPart));
    if (!sheet || !styles || !(await isUsual(await streamOf(zip, sheet)))) return null;
    const ofSheet = relationsPart(part);
    const [kept, left] = await sorted(relationsOf(await text(ofSheet), part), text);
    const ofBook = await text(bookRelations);
    const formulas = relationsOf(ofBook, 'xl/workbook.xml').filter((one) => one.type === 'calcChain');
    const gone = new Set([...left, ...formulas].map((one) => one.target));
    const noteParts = notePartsBeside(new Set([...entries.keys()].filter((name) => !gone.has(name))));
    const types = contentTypes(await text(typesPart), gone, noteParts);
    if (types === null) return null;
    const texts = new Map([[typesPart, types], [ofSheet, sheetRelations(kept, noteParts)], [bookRelations, formulas.reduce((xml, one) => xml.replace(one.tag, ''), ofBook)]]);
    return { part, styles, stylesPart, texts, gone, noteParts };
  } finally {
    zip.close();
  }
}

export async function writeSame(path: string, out: Writable, { part, styles, stylesPart, texts, gone, noteParts }: Changes, marking: Marking): Promise<void> {
  const { zip, entries } = await entriesByName(path);
  try {
    const notes: Note[] = [];
    const written = new ZipWriter(out);
    // The content types stand first: by them programs know the file.
    for (const [name, text] of texts) await written.put(name, text);
    for (const [name, entry] of entries) if (name !== part && name !== stylesPart && !texts.has(name) && !gone.has(name)) await written.pass(zip, entry);
    const sheet = entries.get(part);
    if (!sheet) throw new Error('no such sheet');
    await written.add(part, markedSheet(await streamOf(zip, sheet), { ...marking, styles, notes }));
    // Which styles have a red twin, and where the notes are, is known behind the sheet.
    await written.put(stylesPart, styles.toXml());
    await written.put(noteParts.notes, notesXml(notes));
    await written.put(noteParts.drawing, drawingXml(notes));
    await written.end();
  } finally {
    zip.close();
  }
}

async function entriesByName(path: string): Promise<{ zip: ZipFile; entries: Map<string, Entry> }> {
  const zip = await openZip(path);
  const entries = new Map<string, Entry>();
  for await (const entry of entriesOf(zip)) entries.set(entry.fileName, entry);
  return { zip, entries };
}

async function wholeText(zip: ZipFile, entry: Entry | undefined): Promise<string> {
  if (!entry) return '';
  const chunks: Buffer[] = [];
  for await (const chunk of await streamOf(zip, entry)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const relationsPart = (part: string): string => part.replace(/[^/]*$/, (name) => `_rels/${name}.rels`);

/** Relations of the sheet that stay, and its notes with their boxes, which ours take the place of. */
async function sorted(relations: readonly Relation[], text: (name: string) => Promise<string>): Promise<[Relation[], Relation[]]> {
  const [kept, left]: [Relation[], Relation[]] = [[], []];
  for (const one of relations) {
    const isNote = one.type === 'comments' || one.type === 'threadedComment' || (one.type === 'vmlDrawing' && (await text(one.target)).includes('ObjectType="Note"'));
    (isNote ? left : kept).push(one);
  }
  return [kept, left];
}
