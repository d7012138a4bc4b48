import type { MiddlewareHandler } from 'hono';
import { isSecure } from '../session/cookie.ts';

/** Headers that every answer carries unless a route set its own (the console's page has a nonce in its CSP). */
export function guard(publicUrl: string): MiddlewareHandler {
  const usual: Record<string, string> = {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    ...(isSecure(publicUrl) && { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' }),
  };
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(usual)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  };
}
