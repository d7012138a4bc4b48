import { createHmac, hkdfSync, randomUUID, timingSafeEqual } from 'node:crypto';

/** Signs forms so that only a page served for this link can be sent back, and names each served form once. */
export type FormKeys = {
  /** `<uuid>.<signature>` for a hidden input. */
  issue: (token: string) => string;
  /** The form's uuid, or `null` for one that was made elsewhere. */
  verify: (token: string, given: string) => string | null;
};

export function createFormKeys(masterKey: Buffer): FormKeys {
  const key = Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), 'mua portal form', 32));
  const sign = (token: string, id: string) => createHmac('sha256', key).update(`${token}.${id}`).digest('base64url');
  return {
    issue(token) {
      const id = randomUUID();
      return `${id}.${sign(token, id)}`;
    },
    verify(token, given) {
      const [id = '', signature = ''] = given.split('.');
      const wanted = Buffer.from(sign(token, id));
      const shown = Buffer.from(signature);
      return wanted.length === shown.length && timingSafeEqual(wanted, shown) ? id : null;
    },
  };
}
