import { useQueryClient } from '@tanstack/react-query';
import { apiErrorOf } from '../provider/http.ts';
import { OWN } from '../provider/use-api.ts';
import { useAction } from '../shown/use-action.ts';

/** A decision about a plan. Refused because somebody was faster: the page shows what they did at once, beside what was typed here. */
export function usePlanAction<Body, Result = unknown>(send: (body: Body, key: string) => Promise<Result>) {
  const client = useQueryClient();
  return useAction<Body, Result>(async (body, key) => {
    try {
      return await send(body, key);
    } catch (failed) {
      if (apiErrorOf(failed)?.status === 409) await client.invalidateQueries({ queryKey: [OWN] });
      throw failed;
    }
  });
}
