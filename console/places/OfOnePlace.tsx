import { Chip } from '@mui/material';
import { useListContext, useTranslate } from 'ra-core';
import { useApi } from '../provider/use-api.ts';
import { placePaths } from './paths.ts';
import type { PlaceDetail, Residence } from './records.ts';

/** The queue is narrowed to one place and what hangs under it: says so, and takes it off. */
export function OfOnePlace() {
  const t = useTranslate();
  const { filterValues, setFilters } = useListContext<Residence>();
  const placeId = (filterValues as { placeId?: string | null }).placeId ?? null;
  const place = useApi<PlaceDetail>(placeId === null ? null : placePaths.one(placeId)).data;
  if (placeId === null) return null;
  const all = (): void => setFilters(Object.fromEntries(Object.entries(filterValues as Record<string, unknown>).filter(([key]) => key !== 'placeId')));
  return <Chip sx={{ mb: 1 }} color="primary" label={t('mua.places.only', { place: place?.name ?? '…' })} onDelete={all} onClick={all} />;
}
