import { errorText, isLoopback } from './attempt.ts';
import type { Attempt, SmsTransport } from './attempt.ts';

/** Errors of a connection that never came to be: nothing was handed over. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * A gateway that takes `POST {to, text}` with `Idempotency-Key: <notice id>` and answers 2xx when it took the message.
 * 4xx: refused (408, 425, 429: later); 503: later; any other 5xx, and silence: unknown.
 */
export function createSmsGateway(options: { url: string; timeoutMs: number }): SmsTransport {
  const url = new URL(options.url);
  if (url.protocol !== 'https:' && !isLoopback(url.hostname)) throw new Error('SMS_URL must begin with https://');
  const headers = { 'Content-Type': 'application/json; charset=utf-8', ...authorization(url) };
  url.username = '';
  url.password = '';
  return {
    async send({ noticeId, to, text }) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { ...headers, 'Idempotency-Key': noticeId },
          body: JSON.stringify({ to, text }),
          // A redirect could carry phone numbers to another host.
          redirect: 'error',
          signal: AbortSignal.timeout(options.timeoutMs),
        });
        await response.body?.cancel();
        return attemptOf(response.status);
      } catch (error) {
        return neverConnected.has(causeOf(error))
          ? { kind: 'retry', error: errorText(error) }
          : { kind: 'unknown', error: errorText(error) };
      }
    },
  };
}

function authorization(url: URL): Record<string, string> {
  if (!url.username) return {};
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function attemptOf(status: number): Attempt {
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  const error = `gateway answered ${status}`;
  if ([408, 425, 429, 503].includes(status)) return { kind: 'retry', error };
  return status >= 400 && status < 500 ? { kind: 'refused', error } : { kind: 'unknown', error };
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}
