import { Chip, Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { incompletenesses, isBlocking } from '../../domain/completeness.ts';
import type { Season } from '../provider/records.ts';
import { useSession } from '../provider/session.ts';
import { useApi } from '../provider/use-api.ts';
import { Empty } from '../shown/Empty.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Meter } from '../shown/Meter.tsx';
import { Page } from '../shown/Page.tsx';
import { Paging } from '../shown/Paging.tsx';
import { Panel } from '../shown/Panel.tsx';
import { BurndownPanel } from './BurndownPanel.tsx';
import { reviewPaths } from './paths.ts';
import type { ReviewCounts, ReviewRow } from './records.ts';

/** The data review (HP-2023 step 2): what is missing, pupil by pupil, and for the Sở how far each district is. */
export function ReviewPage() {
  const t = useTranslate();
  const session = useSession();
  const [search, setSearch] = useSearchParams();
  const only = search.get('only');
  const [offset, setOffset] = useState(0);
  const counts = useApi<ReviewCounts>(reviewPaths.counts()).data;
  const found = useApi<{ rows: ReviewRow[]; total: number }>(reviewPaths.pupils(only, offset)).data;
  const { data: seasons = [] } = useGetList<Season>('seasons', { filter: { state: ['running', 'paused'] }, pagination: { page: 1, perPage: 1 }, sort: { field: 'createdAt', order: 'DESC' } });
  const isTop = session?.staff.unit.tier === 'province';
  if (!counts) return <Loading />;
  const pick = (code: string | null): void => {
    setOffset(0);
    setSearch(code === null ? {} : { only: code });
  };
  return (
    <Page title={t('mua.review.title')} intro={t('mua.review.intro')}>
      <Stack spacing={2}>
        <Panel title={t('mua.review.state')}>
          <Meter label={t('mua.review.complete')} total={counts.pupils} parts={[{ label: t('mua.review.complete'), count: counts.complete, color: 'success.main' }, { label: t('mua.review.incomplete'), count: counts.pupils - counts.complete, color: 'warning.main' }]} />
          <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', mt: 2 }}>
            <Chip label={t('mua.review.all')} color={only === null ? 'primary' : 'default'} onClick={() => pick(null)} />
            {incompletenesses.filter((code) => counts[code] > 0).map((code) => (
              <Chip key={code} color={only === code ? 'primary' : 'default'} variant={isBlocking(code) ? 'filled' : 'outlined'} label={`${t(`mua.review.missing.${code}`)}: ${counts[code].toLocaleString('vi')}`} onClick={() => pick(code)} />
            ))}
          </Stack>
        </Panel>
        {isTop && seasons[0] && <BurndownPanel seasonId={seasons[0].id} />}
        <Panel title={t('mua.review.list')}>
          {found?.total === 0 && <Empty title={t('mua.review.none')} hint={t('mua.review.noneHint')} />}
          {found && found.total > 0 && (
            <>
              <TableContainer tabIndex={0}>
                <Table size="small">
                  <TableHead><TableRow>{['mua.field.fullName', 'mua.field.className', 'mua.tier.school', 'mua.review.what'].map((key) => <TableCell key={key}>{t(key)}</TableCell>)}</TableRow></TableHead>
                  <TableBody>
                    {found.rows.map((one) => (
                      <TableRow key={one.id}>
                        <TableCell component="th" scope="row"><Link to={`/pupils/${one.id}/show`}>{one.fullName}</Link></TableCell>
                        <TableCell>{one.className}</TableCell>
                        <TableCell>{one.schoolName}</TableCell>
                        <TableCell>{one.missing.map((code) => t(`mua.review.missing.${code}`)).join('; ')}</TableCell>
                      </TableRow>
                    ))}
                  </TableBody>
                </Table>
              </TableContainer>
              <Paging offset={offset} size={50} total={found.total} onGo={setOffset} />
            </>
          )}
        </Panel>
      </Stack>
    </Page>
  );
}
