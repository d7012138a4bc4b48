import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Instant } from '../domain/instant.ts';

/** A signed statement: at that moment the log had `size` entries, and this root over them. */
export type AuditHead = { size: number; root: Buffer; signedAt: Instant; keyId: string; signature: Buffer };

/** `MUA_AUDIT_KEY` or DATA/keys/audit.pem: an Ed25519 private key, PKCS#8 PEM. */
export function readAuditKey(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The audit key must be an Ed25519 private key: correct MUA_AUDIT_KEY.');
  return key;
}

/** First half of the SHA-256 of the public key (SPKI), hex. */
export function keyIdOf(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('hex').slice(0, 32);
}

/** What is signed: five lines of text. */
function statement(head: Omit<AuditHead, 'signature'>): Buffer {
  return Buffer.from(`mua audit head 1\n${head.size}\n${head.root.toString('hex')}\n${new Date(head.signedAt).toISOString()}\n${head.keyId}\n`);
}

export function signHead(key: KeyObject, size: number, root: Buffer, signedAt: Instant): AuditHead {
  const head = { size, root, signedAt, keyId: keyIdOf(key) };
  return { ...head, signature: sign(null, statement(head), key) };
}

export function isSignedBy(publicKey: KeyObject, head: AuditHead): boolean {
  return head.keyId === keyIdOf(publicKey) && Number.isFinite(head.signedAt) && verify(null, statement(head), publicKey, head.signature);
}

/** One line of DATA/audit/heads.jsonl. */
export function headToLine(head: AuditHead): string {
  return JSON.stringify({
    size: head.size, root: head.root.toString('hex'), signedAt: new Date(head.signedAt).toISOString(), keyId: head.keyId, signature: head.signature.toString('base64'),
  });
}

/** Null for a line that a crash left half written. */
export function headFromLine(line: string): AuditHead | null {
  try {
    const { size, root, signedAt, keyId, signature } = JSON.parse(line) as Record<'size' | 'root' | 'signedAt' | 'keyId' | 'signature', string>;
    return { size: Number(size), root: Buffer.from(root, 'hex'), signedAt: Date.parse(signedAt), keyId, signature: Buffer.from(signature, 'base64') };
  } catch {
    return null;
  }
}
