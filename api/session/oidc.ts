import * as client from 'openid-client';
import type { OidcConfig } from '../config.ts';

export type OidcAttempt = { verifier: string; state: string; nonce: string };
export type Oidc = {
  /** Where to send the browser, and what must be remembered until it returns. */
  begin(): Promise<{ url: string; attempt: OidcAttempt }>;
  /** The subject who signed in; throws when anything does not fit. */
  finish(returned: URL, attempt: OidcAttempt): Promise<{ subject: string }>;
};

/** Staff sign-in by OpenID Connect: code flow with PKCE, state and nonce. The provider is discovered at first use. */
export function createOidc(config: OidcConfig, publicUrl: string): Oidc {
  const redirectUri = `${publicUrl}/api/session/oidc/callback`;
  const isLocal = new URL(config.issuer).protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(new URL(config.issuer).hostname);
  let discovered: Promise<client.Configuration> | undefined;
  const provider = () => {
    discovered ??= client
      .discovery(new URL(config.issuer), config.clientId, config.clientSecret, undefined, {
        // Without https only on this very machine.
        execute: isLocal ? [client.allowInsecureRequests] : [],
      })
      .catch((failure: unknown) => {
        discovered = undefined;
        throw failure;
      });
    return discovered;
  };
  return {
    async begin() {
      const attempt = { verifier: client.randomPKCECodeVerifier(), state: client.randomState(), nonce: client.randomNonce() };
      const url = client.buildAuthorizationUrl(await provider(), {
        redirect_uri: redirectUri,
        scope: 'openid',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, attempt };
    },
    async finish(returned, attempt) {
      const tokens = await client.authorizationCodeGrant(await provider(), returned, {
        pkceCodeVerifier: attempt.verifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      });
      const subject = tokens.claims()?.sub;
      if (!subject) throw new Error('the provider named nobody');
      return { subject };
    },
  };
}
