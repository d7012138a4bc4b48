import type { AccountKind } from '../domain/identity.ts';
import type { Secrets } from '../db/secret.ts';

/** A temporary code was made up to be handed over, so it stands in clear; an account that is a person’s own number does not. */
export function shownAccount(secrets: Pick<Secrets, 'open' | 'mask'>, kind: AccountKind | null, sealed: Buffer | null): string | null {
  if (sealed === null) return null;
  const account = secrets.open(sealed);
  return kind === 'generated' ? account : secrets.mask(account);
}
