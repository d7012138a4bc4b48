import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import type { Entry } from 'yauzl';
import { entriesOf, openZip, streamOf } from './zip-file.ts';

/** The parts of a workbook by their names in its zip, read as streams, each as often as wanted. */
export type Parts = { read(name: string): Promise<NodeJS.ReadableStream>; close(): void };

export async function openParts(path: string): Promise<Parts> {
  const zip = await openZip(path);
  const entries = new Map<string, Entry>();
  for await (const entry of entriesOf(zip)) entries.set(entry.fileName, entry);
  return {
    close: () => zip.close(),
    read: async (name) => {
      const entry = entries.get(name);
      if (!entry) throw new Error('no such part');
      return await streamOf(zip, entry);
    },
  };
}

export type XmlEvents = { open(name: string, attributes: Record<string, string>): void; text?(text: string): void; close?(name: string): void };

/**
 * Feeds a part through a SAX parser; yields after each chunk, so that what came of it can be handed on before more is read.
 * The decoder is carried over chunks: a letter of three bytes that is cut between two of them stays a letter.
 */
export async function* parsePart(part: NodeJS.ReadableStream, events: XmlEvents): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let failed: Error | null = null;
  parser.on('error', (error) => (failed ??= error));
  parser.on('opentag', (tag) => events.open(localName(tag.name), tag.attributes));
  if (events.text) parser.on('text', (text) => events.text?.(text));
  if (events.close) parser.on('closetag', (tag) => events.close?.(localName(tag.name)));
  const decoder = new TextDecoder();
  for await (const chunk of part) {
    parser.write(decoder.decode(chunk as Buffer, { stream: true }));
    if (failed !== null) throw failed as Error;
    yield;
  }
  parser.write(decoder.decode()).close();
  if (failed !== null) throw failed as Error;
  yield;
}

/** Some writers prefix every tag: `x:row`. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
