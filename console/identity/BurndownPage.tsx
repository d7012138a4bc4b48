import { Box, Link, MenuItem, Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField, Typography } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { useState } from 'react';
import { Link as RouterLink, useSearchParams } from 'react-router-dom';
import { cohorts } from '../../domain/cohort.ts';
import type { Season } from '../provider/records.ts';
import { useApi } from '../provider/use-api.ts';
import { Empty } from '../shown/Empty.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Meter } from '../shown/Meter.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { closingText, dayText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import { identityPaths } from './paths.ts';
import type { Burndown } from './records.ts';

/** How many are left, day by day towards the deadline, and in which unit. */
export function BurndownPage() {
  const t = useTranslate();
  const locale = useLanguage();
  const [asked, setAsked] = useSearchParams();
  const [cohort, setCohort] = useState('grade-12');
  const { data: seasons = [] } = useGetList<Season>('seasons', { filter: { state: ['running', 'paused'], planKey: 'hp-sync-2023' }, pagination: { page: 1, perPage: 1 }, sort: { field: 'createdAt', order: 'DESC' } });
  const under = asked.get('under');
  const seasonId = seasons[0]?.id;
  const { data, error } = useApi<Burndown>(identityPaths.burndown({ cohort, ...(under ? { under } : {}), ...(seasonId ? { seasonId } : {}) }));
  const down = (path: string): string => `/identity-burndown?under=${encodeURIComponent(path)}`;
  return (
    <Page title={t('mua.identity.burndown')} intro={data?.closesAt ? t('mua.identity.deadline', { at: closingText(data.closesAt, locale) }) : t('mua.identity.burndownIntro')}>
      <Stack spacing={2}>
        <TextField select label={t('mua.identity.cohort')} value={cohort} onChange={(event) => setCohort(event.target.value)} sx={{ maxWidth: 320 }}>
          {cohorts.map((one) => <MenuItem key={one} value={one}>{t(`mua.identity.cohorts.${one}`)}</MenuItem>)}
        </TextField>
        <Problem error={error} />
        {!data && !error && <Loading />}
        {data && <Panel title={t('mua.identity.byDay')}>{data.days.length === 0 ? <Empty title={t('mua.identity.noAnswers')} hint={t('mua.identity.noBatchesHint')} /> : <Days burndown={data} />}</Panel>}
        {data && (
          <Panel title={t('mua.identity.byUnit')} action={under ? <Link component="button" onClick={() => setAsked({})}>{t('mua.identity.whole')}</Link> : undefined}>
            <TableContainer tabIndex={0}>
              <Table size="small">
                <TableHead><TableRow>{['mua.field.unit', 'mua.identity.progress'].map((key) => <TableCell key={key}>{t(key)}</TableCell>)}<TableCell align="right">{t('mua.identity.left')}</TableCell></TableRow></TableHead>
                <TableBody>
                  {data.units.map((one) => (
                    <TableRow key={one.unit.id}>
                      <TableCell><Link component={RouterLink} to={one.unit.tier === 'school' ? `/identity?filter=${encodeURIComponent(JSON.stringify({ schoolId: one.unit.id, cohort }))}` : down(one.unit.path)}>{one.unit.name}</Link></TableCell>
                      <TableCell sx={{ minWidth: 260 }}>
                        <Meter label={one.unit.name} total={one.total} parts={[
                          { label: t('mua.identity.state.matched'), count: one.matched, color: 'success.main' }, { label: t('mua.identity.state.settled'), count: one.settled, color: 'success.light' },
                          { label: t('mua.identity.state.reported'), count: one.reported, color: 'primary.main' }, { label: t('mua.identity.unmatched'), count: one.unmatched, color: 'warning.main' },
                          { label: t('mua.identity.state.unchecked'), count: one.unchecked, color: 'grey.500' },
                        ]} />
                      </TableCell>
                      <TableCell align="right">{(one.total - one.matched - one.settled).toLocaleString('vi')}</TableCell>
                    </TableRow>
                  ))}
                </TableBody>
              </Table>
            </TableContainer>
          </Panel>
        )}
      </Stack>
    </Page>
  );
}

function Days({ burndown }: { burndown: Burndown }) {
  const t = useTranslate();
  const locale = useLanguage();
  return (
    <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
      {burndown.days.map((day) => (
        <Box key={day.date} component="li" sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '8rem 1fr' }, gap: 1, alignItems: 'center' }}>
          <Typography>{dayText(day.date, locale)}</Typography>
          <Meter label={dayText(day.date, locale)} total={burndown.total} parts={[{ label: t('mua.identity.right'), count: day.matched, color: 'success.main' }, { label: t('mua.identity.left'), count: day.remaining, color: 'warning.main' }]} />
        </Box>
      ))}
    </Box>
  );
}
