import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { METADATA_ENCODING_KEY } from '@temporalio/common';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';

// CommonJS without named exports: Node would not find `temporal` by name.
const { temporal } = proto;
const text = new TextEncoder();
const encoding = 'binary/encrypted';
const nonceBytes = 12;
const tagBytes = 16;

/** The key of a payload is not one of ours: said plainly, because it stops a workflow task until somebody mends it. */
export class WrongCodecKey extends Error {
  override readonly name = 'WrongCodecKey';
}

/**
 * AES-256-GCM over whole payloads: nonce ‖ ciphertext ‖ tag, with the id of the key in the metadata. The key is derived
 * from the installation's master key (32 bytes), so that it is not the one that seals personal numbers.
 */
export function createPayloadCodec(masterKey: Buffer): PayloadCodec {
  const key = Buffer.from(hkdfSync('sha256', masterKey, '', 'mua/temporal-payloads/1', 32));
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 16);

  const seal = (payload: Payload): Payload => {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const clear = temporal.api.common.v1.Payload.encode(payload).finish();
    const data = Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
    return { metadata: { [METADATA_ENCODING_KEY]: text.encode(encoding), 'key-id': text.encode(keyId) }, data };
  };

  const open = (payload: Payload): Payload => {
    if (wordOf(payload, METADATA_ENCODING_KEY) !== encoding) return payload;
    const sealedBy = wordOf(payload, 'key-id');
    if (sealedBy !== keyId) throw new WrongCodecKey(`A payload was sealed with key ${sealedBy}, ours is ${keyId}: check MUA_KEY.`);
    const data = Buffer.from(payload.data ?? []);
    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, nonceBytes));
    decipher.setAuthTag(data.subarray(-tagBytes));
    const clear = Buffer.concat([decipher.update(data.subarray(nonceBytes, -tagBytes)), decipher.final()]);
    return temporal.api.common.v1.Payload.decode(clear);
  };

  return {
    encode: async (payloads) => payloads.map(seal),
    decode: async (payloads) => payloads.map(open),
  };
}

function wordOf(payload: Payload, key: string): string {
  return Buffer.from(payload.metadata?.[key] ?? []).toString('utf8');
}
