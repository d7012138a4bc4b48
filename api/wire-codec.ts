import type { Payload } from '@temporalio/common';
import { createPayloadCodec } from '../codec/payload-codec.ts';
import type { Codec, WirePayload } from './codec-endpoint.ts';

const base64 = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? new Uint8Array()).toString('base64');

/** The payload codec behind base64 JSON, as the Temporal UI speaks it. */
export function createWireCodec(masterKey: Buffer): Codec {
  const codec = createPayloadCodec(masterKey);
  return {
    async decode(payloads) {
      const opened = await codec.decode(payloads.map(fromWire));
      return opened.map((payload) => ({
        metadata: Object.fromEntries(Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, base64(value)])),
        data: base64(payload.data),
      }));
    },
  };
}

function fromWire({ metadata, data }: WirePayload): Payload {
  return {
    metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value, 'base64')])),
    data: Buffer.from(data ?? '', 'base64'),
  };
}
