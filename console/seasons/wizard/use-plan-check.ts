import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SeasonClock } from '../../../domain/clock.ts';
import { post } from '../../provider/http.ts';
import { paths } from '../../provider/paths.ts';
import type { Choices, PlanCheck } from '../../provider/records.ts';

const PAUSE_MS = 350;

/** The windows a season would have and what is wrong with them, asked again a moment after each change. */
export function usePlanCheck(planKey: string | null, year: number, choices: Choices, mode: SeasonClock['mode'], options: { startsOn?: string; dayMs?: number }) {
  const body = JSON.stringify({ year, choices, clock: { mode, ...options } });
  const [settled, setSettled] = useState(body);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(body), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [body]);
  return useQuery({
    queryKey: ['plan-check', planKey, settled],
    queryFn: () => post<PlanCheck>(paths.planCheck(planKey ?? ''), JSON.parse(settled)),
    enabled: planKey !== null && Number.isInteger(year),
    placeholderData: (before) => before,
    retry: false,
  });
}
