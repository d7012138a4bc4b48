import { deflateRawSync } from 'node:zlib';

/** Zips and workbooks written by hand, byte for byte: by no library that could read them. */
export type RawPart = { name: string; content: Buffer | string; /** Stands in the file but not in its directory. */ hidden?: boolean; /** As small as it gets. */ packed?: boolean };

/** Without checksums. APPNOTE 4.3.7, 4.3.12, 4.3.16. */
export function rawZip(parts: readonly RawPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const whole = Buffer.from(part.content);
    const content = part.packed === true ? deflateRawSync(whole, { level: 9 }) : whole;
    const name = Buffer.from(part.name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt16LE(part.packed === true ? 8 : 0, 8);
    local.writeUInt32LE(whole.length, 22);
    local.writeUInt16LE(name.length, 26);
    bodies.push(local, name, content);
    if (part.hidden !== true) {
      const central = Buffer.alloc(46);
      central.writeUInt32LE(0x02014b50, 0);
      central.writeUInt16LE(20, 6);
      central.writeUInt32LE(content.length, 20);
      central.writeUInt16LE(part.packed === true ? 8 : 0, 10);
      central.writeUInt32LE(whole.length, 24);
      central.writeUInt16LE(name.length, 28);
      central.writeUInt32LE(offset, 42);
      directory.push(central, name);
    }
    offset += local.length + name.length + content.length;
  }
  const end = Buffer.alloc(22);
  const listed = parts.filter((one) => one.hidden !== true).length;
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(listed, 8);
  end.writeUInt16LE(listed, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** A workbook of one sheet with the XML of its rows. `order`: of the parts, as programs differ in it; `styles`: number formats of cell styles from 1. */
export function rawWorkbook(sheetData: string, more: { date1904?: boolean; formats?: readonly number[]; strings?: string; after?: string; part?: string; order?: readonly string[]; extra?: readonly RawPart[] } = {}): Buffer {
  const part = more.part ?? 'worksheets/sheet1.xml';
  const formats = [0, ...(more.formats ?? [])].map((id) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`);
  const parts: Record<string, string> = {
    'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${more.date1904 ? ' date1904="1"' : ''}/><sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="${part}"/></Relationships>`,
    'xl/styles.xml': `${xml}<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs count="${formats.length}">${formats.join('')}</cellXfs></styleSheet>`,
    ...(more.strings !== undefined && { 'xl/sharedStrings.xml': `${xml}<sst xmlns="${main}">${more.strings}</sst>` }),
    [part.startsWith('/') ? part.slice(1) : `xl/${part}`]: `${xml}<worksheet xmlns="${main}"><sheetData>${sheetData}</sheetData>${more.after ?? ''}</worksheet>`,
  };
  const names = [...(more.order ?? []), ...Object.keys(parts).filter((name) => more.order?.includes(name) !== true)];
  return rawZip([...names.map((name) => ({ name, content: parts[name] ?? '' })), ...(more.extra ?? [])]);
}

/** A row of texts written into the cells themselves. */
export function inlineRow(rowNumber: number, texts: readonly string[]): string {
  const cells = texts.map((text, at) => `<c r="${String.fromCharCode(65 + at)}${rowNumber}" t="inlineStr"><is><t>${text}</t></is></c>`);
  return `<row r="${rowNumber}">${cells.join('')}</row>`;
}
