import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

export type Listening = { stop(): Promise<void> };

/**
 * Hands each payload of a channel to `onPayload`, for as long as it is not stopped; reconnects by itself.
 * Postgres keeps nothing for who is away, so every (re)connection calls `onPayload('')`: look for yourself.
 */
export function listen(url: string, channel: string, onPayload: (payload: string) => void): Listening {
  const stopping = new AbortController();
  let client: Client | undefined;

  const connectOnce = async (): Promise<void> => {
    const mine = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000 });
    client = mine;
    const ended = new Promise<void>((resolve) => {
      mine.once('end', resolve);
      mine.once('error', () => resolve());
    });
    mine.on('error', () => undefined);
    mine.on('notification', (message) => onPayload(message.payload ?? ''));
    try {
      await mine.connect();
      await mine.query(`listen ${mine.escapeIdentifier(channel)}`);
      onPayload('');
      await ended;
    } finally {
      await mine.end().catch(() => undefined);
    }
  };

  const loop = (async () => {
    for (let wait = 100; !stopping.signal.aborted; wait = Math.min(wait * 2, 5_000)) {
      const startedAt = performance.now();
      await connectOnce().catch(() => undefined);
      if (performance.now() - startedAt > 10_000) wait = 100;
      if (!stopping.signal.aborted) await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();

  return {
    async stop() {
      stopping.abort();
      await client?.end().catch(() => undefined);
      await loop;
    },
  };
}
