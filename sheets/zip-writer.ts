import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';

type Listed = { name: Buffer; method: number; flags: number; crc: number; packed: number; size: number; offset: number };

/** Zips part by part into a stream (APPNOTE 4.3), without holding any. Parts of another zip are passed on as they are packed. */
export class ZipWriter {
  private readonly out: Writable;
  private readonly listed: Listed[] = [];
  private offset = 0;

  constructor(out: Writable) {
    this.out = out;
  }

  /** A part of another zip, unchanged. */
  async pass(zip: ZipFile, entry: Entry): Promise<void> {
    const listed = { name: Buffer.from(entry.fileName), method: entry.compressionMethod, flags: utf8, crc: entry.crc32, packed: entry.compressedSize, size: entry.uncompressedSize, offset: this.offset };
    await this.write(localHeader(listed));
    for await (const chunk of await packedStream(zip, entry)) await this.write(chunk as Buffer);
    this.listed.push(listed);
  }

  /** A small part of our own. */
  async put(name: string, text: string): Promise<void> {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const listed = { name: Buffer.from(name), method: 8, flags: utf8, crc: crc32(bytes), packed: packed.length, size: bytes.length, offset: this.offset };
    await this.write(localHeader(listed));
    await this.write(packed);
    this.listed.push(listed);
  }

  /** A large part of our own; its sizes are known, and written, behind it. */
  async add(name: string, pieces: AsyncIterable<string>): Promise<void> {
    const listed = { name: Buffer.from(name), method: 8, flags: utf8 | sizesBehind, crc: 0, packed: 0, size: 0, offset: this.offset };
    await this.write(localHeader(listed));
    const packer = createDeflateRaw({ level: 6 });
    const writing = (async () => {
      for await (const chunk of packer) {
        listed.packed += (chunk as Buffer).length;
        await this.write(chunk as Buffer);
      }
    })();
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece);
      listed.crc = crc32(bytes, listed.crc);
      listed.size += bytes.length;
      if (!packer.write(bytes)) await once(packer, 'drain');
    }
    packer.end();
    await writing;
    const behind = Buffer.alloc(16);
    [0x08074b50, listed.crc, listed.packed, listed.size].forEach((value, at) => behind.writeUInt32LE(value, at * 4));
    await this.write(behind);
    this.listed.push(listed);
  }

  async end(): Promise<void> {
    const from = this.offset;
    for (const one of this.listed) await this.write(centralHeader(one));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.listed.length, 8);
    end.writeUInt16LE(this.listed.length, 10);
    end.writeUInt32LE(this.offset - from, 12);
    end.writeUInt32LE(from, 16);
    await this.write(end);
    this.out.end();
  }

  private async write(bytes: Buffer): Promise<void> {
    this.offset += bytes.length;
    if (!this.out.write(bytes)) await once(this.out, 'drain');
  }
}

const utf8 = 0x800;
const sizesBehind = 0x8;

/** What local and central header have in common, from `at`. */
function writeFacts(header: Buffer, at: number, { flags, method, crc, packed, size, name }: Listed): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(flags, at + 2);
  header.writeUInt16LE(method, at + 4);
  // 1 January 1980: a date of its own would tell nothing.
  header.writeUInt16LE(0x21, at + 8);
  [crc, packed, size].forEach((value, index) => header.writeUInt32LE(value, at + 10 + index * 4));
  header.writeUInt16LE(name.length, at + 22);
}

function localHeader(listed: Listed): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  writeFacts(header, 4, listed);
  return Buffer.concat([header, listed.name]);
}

function centralHeader(listed: Listed): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  writeFacts(header, 6, listed);
  header.writeUInt32LE(listed.offset, 42);
  return Buffer.concat([header, listed.name]);
}

function packedStream(zip: ZipFile, entry: Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, { decompress: entry.compressionMethod === 0 ? null : false, decrypt: null, start: null, end: null }, (failure, stream) => (failure ? reject(failure) : resolve(stream)));
  });
}
