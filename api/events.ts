import type { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { Deps } from './deps.ts';
import { signedIn } from './edge/context.ts';

/** Ids and topics only: who hears that "tasks changed" then asks, under their own row security. */
export type SeasonEvent = { seasonId: string; topics: string[] };
export type SeasonEvents = {
  /** Hears of every season; returns how to stop. */
  subscribe(hear: (event: SeasonEvent) => void): () => void;
  /** One payload of the channel `mua_events`. */
  receive(payload: string): void;
};

const payloadShape = z.object({ seasonId: z.uuid(), topics: z.array(z.string().max(30)).max(20) });

/** At most one event each `gapMs` for each season: the first at once, what comes meanwhile merged into the next. */
export function createSeasonEvents(gapMs = 1000): SeasonEvents {
  const listeners = new Set<(event: SeasonEvent) => void>();
  const quiet = new Map<string, Set<string>>();
  const send = (seasonId: string, topics: Set<string>) => {
    for (const hear of listeners) hear({ seasonId, topics: [...topics] });
    quiet.set(seasonId, new Set());
    setTimeout(() => {
      const waiting = quiet.get(seasonId) ?? new Set<string>();
      quiet.delete(seasonId);
      if (waiting.size > 0) send(seasonId, waiting);
    }, gapMs).unref();
  };
  return {
    subscribe(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    receive(payload) {
      const parsed = payloadShape.safeParse(jsonOf(payload));
      if (!parsed.success) return;
      const { seasonId, topics } = parsed.data;
      const waiting = quiet.get(seasonId);
      if (waiting) for (const topic of topics) waiting.add(topic);
      else send(seasonId, new Set(topics));
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const BEAT_MS = 20_000;

/** `GET /api/events`: a stream for a signed-in person, ended when the session is. */
export function mountEvents(app: Hono, deps: Deps): void {
  app.get('/api/events', async (c) => {
    await signedIn(deps, c);
    c.header('Cache-Control', 'no-store');
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      const stop = deps.events.subscribe((event) => void stream.writeSSE({ data: JSON.stringify(event) }));
      const gone = new Promise<void>((resolve) => stream.onAbort(resolve));
      try {
        await stream.writeSSE({ event: 'ready', data: '{}' });
        while (!stream.aborted) {
          await Promise.race([gone, stream.sleep(BEAT_MS)]);
          if (stream.aborted || !(await signedIn(deps, c).catch(() => null))) break;
          await stream.write(': beat\n\n');
        }
      } finally {
        stop();
      }
    });
  });
}
