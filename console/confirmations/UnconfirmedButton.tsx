import DownloadIcon from '@mui/icons-material/DownloadOutlined';
import { Button } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { paths } from '../provider/paths.ts';
import type { Season } from '../provider/records.ts';

/** Whom the school still has to reach, of the newest season that runs: one click, one Excel file. */
export function UnconfirmedButton() {
  const t = useTranslate();
  const { data: seasons = [] } = useGetList<Season>('seasons', { filter: { state: ['running', 'paused'] }, pagination: { page: 1, perPage: 1 }, sort: { field: 'createdAt', order: 'DESC' } });
  const [season] = seasons;
  if (!season) return null;
  return <Button variant="outlined" startIcon={<DownloadIcon />} component="a" href={paths.unconfirmed(season.id)} download>{t('mua.confirmations.unconfirmed')}</Button>;
}
