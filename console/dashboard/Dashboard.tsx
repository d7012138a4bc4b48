import { Box, Button, Card, CardActionArea, CardContent, Stack, Typography } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { Link } from 'react-router-dom';
import { paths } from '../provider/paths.ts';
import type { Season, TaskCounts } from '../provider/records.ts';
import { useMay, useSession } from '../provider/session.ts';
import { useApi } from '../provider/use-api.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { FirstRehearsal } from './FirstRehearsal.tsx';
import { DueSoon } from './DueSoon.tsx';
import { SeasonCard } from './SeasonCard.tsx';

const tiles = [
  { key: 'assigned', filter: { mine: 'assigned' } },
  { key: 'unassigned', filter: { mine: 'unassigned' } },
  { key: 'review', filter: { mine: 'review' } },
  { key: 'overdue', filter: { overdue: true } },
] as const;

/** The day at a glance: what waits for me, which seasons run, what comes next. */
export function Dashboard() {
  const t = useTranslate();
  const session = useSession();
  const counts = useApi<TaskCounts>(paths.taskCounts()).data;
  const { data: live, isPending } = useGetList<Season>('seasons', { filter: { state: ['awaiting-approval', 'launching', 'running', 'paused'] }, sort: { field: 'createdAt', order: 'DESC' }, pagination: { page: 1, perPage: 12 } });
  const mayRehearse = useMay('season.rehearse');
  return (
    <Page title={session ? t('mua.dashboard.hello', { name: session.staff.name }) : t('ra.page.dashboard')} intro={session && `${t(`mua.role.${session.staff.role}`)} · ${session.staff.unit.name}`}>
      <Stack spacing={3}>
        <Box component="ul" aria-label={t('mua.dashboard.counts')} sx={{ listStyle: 'none', p: 0, m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: { xs: '1fr 1fr', md: 'repeat(4, 1fr)' } }}>
          {tiles.map((tile) => {
            const count = counts?.[tile.key] ?? 0;
            const alarming = tile.key === 'overdue' && count > 0;
            return (
              <Card component="li" key={tile.key} sx={{ borderTop: 4, borderTopColor: alarming ? 'error.main' : 'primary.main' }}>
                <CardActionArea component={Link} to={`/tasks?filter=${encodeURIComponent(JSON.stringify(tile.filter))}`} sx={{ height: '100%' }}>
                  <CardContent>
                    <Typography component="span" sx={{ display: 'block', fontSize: '2rem', fontWeight: 700, lineHeight: 1.2, color: alarming ? 'error.main' : 'text.primary' }}>{counts ? count.toLocaleString('vi') : '…'}</Typography>
                    <Typography component="span">{t(`mua.tasks.tab.${tile.key}`)}</Typography>
                  </CardContent>
                </CardActionArea>
              </Card>
            );
          })}
        </Box>
        {!isPending && live?.length === 0 && (mayRehearse ? <FirstRehearsal /> : <Panel title={t('resources.seasons.name', { smart_count: 2 })}><Empty title={t('mua.dashboard.noSeason')} hint={t('mua.dashboard.noSeasonHint')} /></Panel>)}
        {live && live.length > 0 && (
          <section aria-label={t('mua.dashboard.seasons')}>
            <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'center', mb: 1 }}>
              <Typography variant="h2">{t('mua.dashboard.seasons')}</Typography>
              <Button component={Link} to="/seasons">{t('mua.dashboard.allSeasons')}</Button>
            </Stack>
            <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0,1fr)', md: 'repeat(auto-fit, minmax(380px, 1fr))' } }}>
              {live.map((season) => <SeasonCard key={season.id} season={season} />)}
            </Box>
          </section>
        )}
        <DueSoon />
      </Stack>
    </Page>
  );
}
