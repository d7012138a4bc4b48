import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { getJson } from './http.ts';
import { paths } from './paths.ts';

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

/** One whole record: a list's rows are shorter, so react-admin's own cache of them may not stand in for it. */
export function useItem<T>(resource: string, id: string | null): UseQueryResult<T> {
  const path = id === null ? null : paths.item(resource, id);
  return useQuery({ queryKey: [OWN, path], queryFn: ({ signal }) => getJson<T>(path ?? '', signal), enabled: path !== null });
}
