import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { paths } from './paths.ts';
import { OWN } from './use-api.ts';

const topics = ['tasks', 'steps', 'confirmations', 'notices', 'seasons'] as const;
type Topic = (typeof topics)[number];

/** Which lists a change touches; what is read by `useApi` is refreshed by every topic. */
const touched: Record<Topic, readonly string[]> = {
  tasks: ['tasks', 'disputes'],
  steps: ['seasons'],
  confirmations: ['confirmations', 'disputes'],
  notices: ['notices'],
  seasons: ['seasons', 'tasks'],
};

/** Without the stream (a proxy in between, an old browser) the screen still follows, only slower. */
const POLL_MS = 15_000;

function refresh(client: QueryClient, changed: readonly Topic[]): void {
  const resources = new Set<unknown>([OWN, ...changed.flatMap((topic) => touched[topic])]);
  void client.invalidateQueries({ predicate: (query) => resources.has(query.queryKey[0]) });
}

/** Follows the server's events while the console is open. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    let stream: EventSource | null = null;
    let poll: ReturnType<typeof setInterval> | null = null;
    const slow = (): void => {
      poll ??= setInterval(() => refresh(client, topics), POLL_MS);
    };
    const quick = (): void => {
      if (poll !== null) clearInterval(poll);
      poll = null;
    };
    const listen = (): void => {
      stream = new EventSource(paths.events());
      stream.addEventListener('open', quick);
      stream.addEventListener('message', (event: MessageEvent<string>) => {
        const { topics: changed } = JSON.parse(event.data) as { topics: Topic[] };
        refresh(client, changed.filter((topic) => topic in touched));
      });
      stream.addEventListener('error', slow);
    };
    listen();
    // A stream that was refused stays closed: knock again now and then.
    const knock = setInterval(() => {
      if (stream?.readyState !== EventSource.CLOSED) return;
      listen();
    }, POLL_MS);
    return () => {
      stream?.close();
      quick();
      clearInterval(knock);
    };
  }, [client]);
}
