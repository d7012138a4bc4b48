import { join } from 'node:path';

/** Where the bytes of a row of `files` lie: the API writes them, the worker reads lists from them. */
export const storedFile = (dataDir: string, sha256: string): string => join(dataDir, 'files', sha256.slice(0, 2), sha256);
