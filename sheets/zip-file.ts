import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';

/** @throws when it is no zip, or cut off. */
export function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (failure, zip) => (failure ? reject(failure) : resolve(zip)));
  });
}

export async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const done = (): void => {
        zip.off('entry', onEntry);
        zip.off('end', onEnd);
        zip.off('error', onError);
      };
      const onEntry = (one: Entry): void => (done(), resolve(one));
      const onEnd = (): void => (done(), resolve(null));
      const onError = (failure: Error): void => (done(), reject(failure));
      zip.on('entry', onEntry).on('end', onEnd).on('error', onError);
      zip.readEntry();
    });
    if (entry === null) return;
    yield entry;
  }
}

/** Unpacked; more or fewer bytes than the directory says are an error of the stream. */
export function streamOf(zip: ZipFile, entry: Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (failure, stream) => (failure ? reject(failure) : resolve(stream)));
  });
}
