import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { createPayloadCodec } from './payload-codec.ts';

/** The one data converter of clients and workers: nothing readable reaches the engine's database. */
export function createDataConverter(masterKey: Buffer): DataConverter {
  return {
    failureConverterPath: fileURLToPath(new URL('./failure-converter.ts', import.meta.url)),
    payloadCodecs: [createPayloadCodec(masterKey)],
  };
}
