import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { createCodec } from './codec.ts';

/** For every client and worker of Mùa: payloads and failures are readable only with the master key. */
export function createDataConverter(masterKey: Buffer): DataConverter {
  return { payloadCodecs: [createCodec(masterKey)], failureConverterPath };
}

export const failureConverterPath = fileURLToPath(new URL('./failure-converter.cjs', import.meta.url));
