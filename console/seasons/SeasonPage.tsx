import { useTranslate } from 'ra-core';
import { useParams } from 'react-router-dom';
import { useItem } from '../provider/use-api.ts';
import type { Season } from '../provider/records.ts';
import { Loading } from '../shown/Loading.tsx';
import { Page } from '../shown/Page.tsx';
import { Problem } from '../shown/Problem.tsx';
import { ApprovalPage } from './ApprovalPage.tsx';
import { SeasonRoom } from './room/SeasonRoom.tsx';

/** Before launch a season is a proposal to read and approve; afterwards it is a room to work in. */
export function SeasonPage() {
  const t = useTranslate();
  const { id = '' } = useParams();
  const { data: season, error, refetch } = useItem<Season>('seasons', id);
  if (error) return <Page title={t('resources.seasons.name', { smart_count: 1 })}><Problem error={error} onRetry={() => void refetch()} /></Page>;
  if (!season) return <Loading />;
  const proposed = season.state === 'draft' || season.state === 'awaiting-approval';
  return proposed ? <ApprovalPage season={season} /> : <SeasonRoom season={season} />;
}
