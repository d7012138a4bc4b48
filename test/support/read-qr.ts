/**
 * Reads the QR code out of a rendered page, as a camera would that holds still: upright, clean, so nothing has to be corrected.
 * ISO/IEC 18004, versions 2 to 6, level M, byte mode: what our slips carry. Anything else throws.
 */
export type Page = { width: number; height: number; dark: (x: number, y: number) => boolean };
type Finder = { x: number; y: number; unit: number };
type Modules = { size: number; dark: (row: number, column: number) => boolean };

/** Codewords with data, and the blocks that they are dealt out to, by version at level M. */
const dealt: Readonly<Record<number, { data: number; blocks: number }>> = { 2: { data: 28, blocks: 1 }, 3: { data: 44, blocks: 1 }, 4: { data: 64, blocks: 2 }, 5: { data: 86, blocks: 2 }, 6: { data: 108, blocks: 4 } };
const masks: readonly ((row: number, column: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0, (i) => i % 2 === 0, (_, j) => j % 3 === 0, (i, j) => (i + j) % 3 === 0, (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0, (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0, (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
];

/** A binary PGM (P5, 8 bits), as `pdftoppm -gray` writes it. */
export function pageOf(pgm: Buffer): Page {
  const [, width = '', height = '', most = ''] = /^P5\s+(\d+)\s+(\d+)\s+(\d+)\s/.exec(pgm.subarray(0, 40).toString('latin1')) ?? [];
  const from = pgm.length - Number(width) * Number(height);
  if (most !== '255' || from <= 0) throw new Error('not a page of 8-bit grey');
  return { width: Number(width), height: Number(height), dark: (x, y) => (pgm[from + Math.round(y) * Number(width) + Math.round(x)] ?? 255) < 128 };
}

export function readQr(page: Page): string {
  const modules = modulesOf(page);
  const version = (modules.size - 17) / 4;
  const deal = dealt[version];
  if (!deal) throw new Error(`a code of ${modules.size} modules`);
  const format = bitsOf(14, (bit) => (bit > 8 ? modules.dark(8, 14 - bit) : bit === 8 ? modules.dark(8, 7) : bit === 7 ? modules.dark(8, 8) : modules.dark(bit === 6 ? 7 : bit, 8))) ^ 0b101010000010010;
  const mask = masks[(format >> 10) & 7];
  if (format >> 13 !== 0 || !mask) throw new Error('a code that is not of level M');
  const words = codewordsOf(modules, mask);
  const perBlock = deal.data / deal.blocks;
  const bytes = Array.from({ length: deal.data }, (_, at) => words[(at % perBlock) * deal.blocks + Math.floor(at / perBlock)] ?? 0);
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  if (!bits.startsWith('0100')) throw new Error('a code that is not of bytes');
  const length = Number.parseInt(bits.slice(4, 12), 2);
  return Buffer.from(Array.from({ length }, (_, at) => Number.parseInt(bits.slice(12 + at * 8, 20 + at * 8), 2))).toString('utf8');
}

const bitsOf = (highest: number, dark: (bit: number) => boolean): number => Array.from({ length: highest + 1 }, (_, bit) => (dark(bit) ? 2 ** bit : 0)).reduce((sum, one) => sum + one, 0);

function modulesOf(page: Page): Modules {
  const three = findersOf(page).toSorted((a, b) => a.x + a.y - b.x - b.y);
  const [corner, one, other] = three;
  if (!corner || !one || !other || three.length !== 3) throw new Error(`${three.length} corners of a QR code on the page`);
  const [right, below] = one.y < other.y ? [one, other] : [other, one];
  const size = Math.round((right.x - corner.x) / corner.unit) + 7;
  const [wide, high] = [(right.x - corner.x) / (size - 7), (below.y - corner.y) / (size - 7)];
  return { size, dark: (row, column) => page.dark(corner.x + (column - 3) * wide, corner.y + (row - 3) * high) };
}

/** Corners: dark, light, dark, light, dark as 1:1:3:1:1, across and down. */
function findersOf({ width, height, dark }: Page): Finder[] {
  const found: Finder[] = [];
  for (let y = 0; y < height; y += 2) {
    for (const across of cornersIn(width, (x) => dark(x, y))) {
      const down = cornersIn(height, (at) => dark(across.middle, at)).find((one) => Math.abs(one.middle - y) < across.unit && Math.abs(one.unit - across.unit) < across.unit / 3);
      if (down && isCorner(dark, across.middle, down.middle, across.unit) && !found.some((one) => Math.hypot(one.x - across.middle, one.y - down.middle) < 3 * across.unit)) found.push({ x: across.middle, y: down.middle, unit: (across.unit + down.unit) / 2 });
    }
  }
  return found;
}

/** All 49 modules: a core of three, a light ring, a dark ring. Letters and chance in the code itself look like a corner from two sides at most. */
function isCorner(dark: Page['dark'], x: number, y: number, unit: number): boolean {
  const offsets = [-3, -2, -1, 0, 1, 2, 3];
  return offsets.every((down) => offsets.every((across) => dark(x + across * unit, y + down * unit) === (Math.max(Math.abs(down), Math.abs(across)) !== 2)));
}

function cornersIn(length: number, dark: (at: number) => boolean): { middle: number; unit: number }[] {
  const edges = [0];
  for (let at = 1; at < length; at += 1) if (dark(at) !== dark(at - 1)) edges.push(at);
  return edges.flatMap((from, index) => {
    const run = edges.slice(index, index + 6);
    const to = run[5];
    if (to === undefined || !dark(from)) return [];
    const unit = (to - from) / 7;
    const fits = [1, 1, 3, 1, 1].every((wanted, part) => Math.abs((run[part + 1] ?? 0) - (run[part] ?? 0) - wanted * unit) < unit * 0.5);
    return fits && unit >= 2 ? [{ middle: (from + to - 1) / 2, unit }] : [];
  });
}

function codewordsOf({ size, dark }: Modules, mask: (row: number, column: number) => boolean): number[] {
  const bits: string[] = [];
  for (let pair = size - 1; pair > 0; pair -= pair === 8 ? 3 : 2) {
    const upward = ((pair + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const row = upward ? size - 1 - step : step;
      for (const column of [pair, pair - 1]) if (!isFixed(size, row, column)) bits.push(dark(row, column) === mask(row, column) ? '0' : '1');
    }
  }
  return Array.from({ length: Math.floor(bits.length / 8) }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8).join(''), 2));
}

/** Corners with what stands beside them, the two timing lines, the one alignment mark of versions 2 to 6. */
function isFixed(size: number, row: number, column: number): boolean {
  const mark = size - 7;
  return (row < 9 && (column < 9 || column >= size - 8)) || (row >= size - 8 && column < 9) || row === 6 || column === 6 || (Math.abs(row - mark) <= 2 && Math.abs(column - mark) <= 2);
}
