import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { apiErrorOf } from '../provider/http.ts';

/**
 * One decision of a person. The same decision sent again (double click, retry after the engine was away)
 * carries the same Idempotency-Key; a changed one gets a new key.
 */
export function useAction<Body, Result = unknown>(send: (body: Body, key: string) => Promise<Result>) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const last = useRef<{ text: string; key: string; body: Body } | null>(null);
  const running = useRef(false);

  const run = async (body: Body): Promise<Result | null> => {
    if (running.current) return null;
    running.current = true;
    setBusy(true);
    const text = JSON.stringify(body);
    if (last.current?.text !== text) last.current = { text, key: crypto.randomUUID(), body };
    try {
      const result = await send(body, last.current.key);
      last.current = null;
      setError(null);
      await client.invalidateQueries();
      return result ?? ({} as Result);
    } catch (failed) {
      setError(failed);
      // Refused for good: the next press is another decision.
      const status = apiErrorOf(failed)?.status ?? 0;
      if (status !== 503 && status !== 0) last.current = null;
      return null;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  const away = [0, 503].includes(apiErrorOf(error)?.status ?? -1);
  const retry = away && last.current ? () => run(last.current!.body) : null;
  return { run, busy, error, retry, forget: () => setError(null) };
}
