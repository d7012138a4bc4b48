import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { getJson } from './http.ts';

export const OWN = 'mua';

/** What is read outside react-admin's resources; `live.ts` refreshes it when something happened. `null` = ask nothing yet. */
export function useApi<T>(path: string | null): UseQueryResult<T> {
  return useQuery({
    queryKey: [OWN, path],
    queryFn: ({ signal }) => getJson<T>(path ?? '', signal),
    enabled: path !== null,
    placeholderData: (before) => before,
  });
}
