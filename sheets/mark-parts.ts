/** What a workbook needs beside the sheet itself so that cells are red and have notes: styles, notes, their drawing, and the lists that name parts. */

const packageRels = 'http://schemas.openxmlformats.org/package/2006/relationships';
const officeRels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

export const notesId = 'muaNotes';
/** Named as Office does: some programs find notes by the name only. */
export type NoteParts = { notes: string; drawing: string };
export function notePartsBeside(taken: ReadonlySet<string>): NoteParts {
  let number = 1;
  const parts = (): NoteParts => ({ notes: `xl/comments${number}.xml`, drawing: `xl/drawings/vmlDrawing${number}.vml` });
  while (taken.has(parts().notes) || taken.has(parts().drawing)) number += 1;
  return parts();
}

export type Note = { ref: string; row: number; column: number; text: string };

export function escapeXml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- XML 1.0 has no such characters
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[one] ?? '&quot;');
}

/** Red twins of cell styles: numbered as they are asked for, behind those of the file. */
export class RedStyles {
  private readonly xml: string;
  private readonly styles: readonly string[];
  private readonly twins = new Map<number, number>();

  private constructor(xml: string, styles: readonly string[]) {
    this.xml = xml;
    this.styles = styles;
  }

  /** Null where the part has no cell styles or fills of the usual form. */
  static of(xml: string): RedStyles | null {
    const cells = /<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/.exec(xml)?.[1];
    const styles = cells?.match(/<xf\b[^>]*\/>|<xf\b[^>]*>[\s\S]*?<\/xf>/g);
    return styles && /<fills\b[^>]*>[\s\S]*?<\/fills>/.test(xml) ? new RedStyles(xml, styles) : null;
  }

  twinOf(style: number): number {
    const known = this.twins.get(style);
    if (known !== undefined) return known;
    const twin = this.styles.length + this.twins.size;
    this.twins.set(style, twin);
    return twin;
  }

  toXml(): string {
    let fill = 0;
    const withFill = this.xml.replace(/<fills\b[^>]*>([\s\S]*?)<\/fills>/, (_, fills: string) => {
      fill = (fills.match(/<fill\b/g) ?? []).length;
      return `<fills count="${fill + 1}">${fills}<fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill></fills>`;
    });
    const twins = [...this.twins.keys()].map((style) =>
      (this.styles[style] ?? this.styles[0] ?? '<xf/>').replace(/^<xf\b[^>]*?(?=\/?>)/, (tag) => `${tag.replace(/\s(fillId|applyFill)="[^"]*"/g, '').trimEnd()} fillId="${fill}" applyFill="1"`));
    return withFill.replace(/<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/, (_, cells: string) => `<cellXfs count="${this.styles.length + twins.length}">${cells}${twins.join('')}</cellXfs>`);
  }
}

export function notesXml(notes: readonly Note[]): string {
  return [...notesPieces(notes)].join('');
}

function* notesPieces(notes: readonly Note[]): Generator<string> {
  yield `${head}<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>Mùa</author></authors><commentList>`;
  for (const { ref, text } of notes) yield `<comment ref="${ref}" authorId="0"><text><r><t xml:space="preserve">${escapeXml(text)}</t></r></text></comment>`;
  yield '</commentList></comments>';
}

/** Excel shows no note without its box (ECMA-376 part 4, 14.2). */
export function drawingXml(notes: readonly Note[]): string {
  return [...drawingPieces(notes)].join('');
}

function* drawingPieces(notes: readonly Note[]): Generator<string> {
  // Identifiers of shapes come in blocks of 1,024; each block is named.
  const blocks = Array.from({ length: Math.ceil((notes.length + 1) / 1_023) }, (_, at) => at + 1).join(',');
  yield `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks}"/></o:shapelayout>`;
  yield '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';
  for (const [at, { row, column }] of notes.entries())
    yield `<v:shape id="_x0000_s${1_025 + at}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:220pt;height:60pt;z-index:${at + 1};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
  yield '</xml>';
}

export type Relation = { tag: string; type: string; target: string };
/** `target` as a part's name, taken from the part that refers to it; '' where it is no part. */
export function relationsOf(xml: string, from: string): Relation[] {
  const attribute = (tag: string, name: string): string => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  return [...xml.matchAll(/<Relationship\s[^>]*?\/>/g)].map(([tag]) => {
    const written = attribute(tag, 'Target');
    const target = /\sTargetMode="External"/.test(tag) ? '' : written.startsWith('/') ? written.slice(1) : new URL(written, `http://x/${folder}`).pathname.slice(1);
    return { tag, type: attribute(tag, 'Type').replace(/^.*\//, ''), target };
  });
}

/** The sheet's relations without its earlier notes, with ours. */
export function sheetRelations(kept: readonly Relation[], parts: NoteParts): string {
  const target = (part: string): string => part.replace(/^xl\//, '../');
  return `${head}<Relationships xmlns="${packageRels}">${kept.map((one) => one.tag).join('')}<Relationship Id="${notesId}" Type="${officeRels}/vmlDrawing" Target="${target(parts.drawing)}"/><Relationship Id="${notesId}Text" Type="${officeRels}/comments" Target="${target(parts.notes)}"/></Relationships>`;
}

/** The list of content types without the parts that are gone, with ours. Null where it has another form. */
export function contentTypes(xml: string, gone: ReadonlySet<string>, { notes }: NoteParts): string | null {
  if (!/<Types\b[^>]*>[\s\S]*<\/Types>/.test(xml)) return null;
  const kept = xml.replace(/<Override\b[^>]*\/>/g, (tag) => (gone.has(/\sPartName="\/([^"]*)"/.exec(tag)?.[1] ?? '') ? '' : tag));
  const vml = /<Default\b[^>]*\sExtension="vml"/i.test(kept) ? '' : '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>';
  return kept.replace(/<Types\b[^>]*>/, (tag) => `${tag}${vml}`).replace('</Types>', `<Override PartName="/${notes}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/></Types>`);
}
