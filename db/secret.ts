import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomFillSync } from 'node:crypto';

export type Secrets = {
  /** AES-256-GCM: format byte ‖ 12-byte nonce ‖ ciphertext ‖ 16-byte tag. */
  seal(text: string): Buffer;
  /** Throws when the key is another or a bit was changed. */
  open(sealed: Buffer): string;
  /** Keyed HMAC-SHA256 of the normalized text: look-up by equality without opening. */
  index(text: string): Buffer;
  /** `*********123` */
  mask(text: string): string;
};

const format = 1;

/** For personal numbers. The master key has 32 bytes; each use derives its own key from it (HKDF-SHA256). */
export function createSecrets(masterKey: Buffer): Secrets {
  if (masterKey.length !== 32) throw new Error(`The master key must have 32 bytes, not ${masterKey.length}: correct MUA_KEY.`);
  const sealKey = derive(masterKey, 'mua personal number seal');
  const indexKey = derive(masterKey, 'mua personal number index');
  return {
    seal(text) {
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(format), nonce, sealed, cipher.getAuthTag()]);
    },
    open(sealed) {
      if (sealed.length < 29 || sealed[0] !== format) throw new Error('Not a sealed text of this format.');
      const decipher = createDecipheriv('aes-256-gcm', sealKey, sealed.subarray(1, 13), { authTagLength: 16 });
      decipher.setAuthTag(sealed.subarray(-16));
      return Buffer.concat([decipher.update(sealed.subarray(13, -16)), decipher.final()]).toString('utf8');
    },
    index: (text) => createHmac('sha256', indexKey).update(normalized(text)).digest(),
    mask: (text) => (text.length <= 3 ? '*'.repeat(text.length) : '*'.repeat(text.length - 3) + text.slice(-3)),
  };
}

const nonceBytes = 12;
const drawn = Buffer.alloc(nonceBytes * 512);
let used = drawn.length;

/** Random, each once. Drawn by the hundred: a province's numbers would ask the system for chance 113,000 times. */
function nextNonce(): Buffer {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += nonceBytes;
  return Buffer.from(drawn.subarray(used - nonceBytes, used));
}

function derive(masterKey: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), use, 32));
}

/** Full-width and other compatibility digits become ASCII; spaces do not count. */
function normalized(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '');
}
