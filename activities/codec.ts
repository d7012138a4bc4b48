import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { METADATA_ENCODING_KEY } from '@temporalio/common';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { temporal } from '@temporalio/proto';

const encoding = 'binary/mua-aes-256-gcm';
const keyIdName = 'mua-key-id';
const text = (bytes: Uint8Array | null | undefined): string => (bytes ? Buffer.from(bytes).toString('utf8') : '');

/** A payload was sealed with another master key than this process has. */
export class WrongKey extends Error {
  override readonly name = 'WrongKey';
}

/**
 * Seals every payload with AES-256-GCM: nonce (12) ‖ ciphertext ‖ tag (16). The id of the key travels in the metadata,
 * so that a wrong key is named and not taken for broken data. The master key has 32 bytes.
 */
export function createCodec(masterKey: Buffer): PayloadCodec {
  if (masterKey.length !== 32) throw new Error(`The master key must have 32 bytes, not ${masterKey.length}: correct MUA_KEY.`);
  const key = Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), 'mua temporal payload', 32));
  const keyId = createHash('sha256').update('mua key id').update(key).digest('hex').slice(0, 12);
  return {
    encode: async (payloads) => payloads.map((payload) => seal(payload, key, keyId)),
    decode: async (payloads) => payloads.map((payload) => open(payload, key, keyId)),
  };
}

function seal(payload: Payload, key: Buffer, keyId: string): Payload {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const plain = temporal.api.common.v1.Payload.encode(payload).finish();
  const data = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return { metadata: { [METADATA_ENCODING_KEY]: Buffer.from(encoding), [keyIdName]: Buffer.from(keyId) }, data };
}

function open(payload: Payload, key: Buffer, keyId: string): Payload {
  // What was never sealed (search attributes, another tool's payload) passes through.
  if (text(payload.metadata?.[METADATA_ENCODING_KEY]) !== encoding) return payload;
  const used = text(payload.metadata?.[keyIdName]);
  if (used !== keyId) throw new WrongKey(`Sealed with key ${used}, this process has ${keyId}: give it the MUA_KEY with which the season was started.`);
  const data = Buffer.from(payload.data ?? new Uint8Array());
  if (data.length < 28) throw new Error('A sealed payload is cut short.');
  const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(data.subarray(-16));
  return temporal.api.common.v1.Payload.decode(Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]));
}
