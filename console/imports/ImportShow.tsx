import { Alert, Box, LinearProgress, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { useParams } from 'react-router-dom';
import { getJson } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import { OWN } from '../provider/use-api.ts';
import { Facts } from '../shown/Facts.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { momentText } from '../shown/time.ts';
import { useLanguage, useText } from '../shown/use-text.ts';
import { ImportDecision } from './ImportDecision.tsx';
import { ImportRows } from './ImportRows.tsx';
import { ImportStateChip } from './ImportStateChip.tsx';
import { isMoving } from './records.ts';
import type { ImportRecord } from './records.ts';

const lookMs = 1_000;

/** One import: how far it is, what it would do row by row, and what can be decided. */
export function ImportShow() {
  const t = useTranslate();
  const locale = useLanguage();
  const text = useText();
  const { id = '' } = useParams();
  const path = paths.item('imports', id);
  const { data: one, error } = useQuery({
    queryKey: [OWN, path], queryFn: ({ signal }) => getJson<ImportRecord>(path, signal),
    // An import belongs to no season, so no event tells of it: while it moves, the screen looks itself.
    refetchInterval: (query) => (query.state.data && isMoving(query.state.data.state) ? lookMs : false),
  });
  if (error) return <Page title={t('resources.imports.name', { smart_count: 1 })}><Problem error={error} /></Page>;
  if (!one) return <Loading />;
  return (
    <Page title={t(`mua.imports.kind.${one.kind}`)} intro={`${one.file.name} · ${one.unit.name}`}>
      <Stack spacing={2}>
        <Panel title={t('mua.imports.about.title')} action={<ImportStateChip state={one.state} />}>
          {isMoving(one.state) && <Moving one={one} />}
          {one.refusal && <Alert severity={one.state === 'cancelled' ? 'info' : 'error'} role="alert" sx={{ mb: 2 }}>{text(one.refusal)}</Alert>}
          {one.state === 'ready' && <Alert severity="info" sx={{ mb: 2 }}>{t(one.missing.length > 0 ? 'mua.imports.mapFirst' : 'mua.imports.dry')}</Alert>}
          <Facts columns={2} of={[
            [t('mua.imports.modeLabel'), t(`mua.imports.mode.${one.mode}`)],
            [t('mua.imports.rows'), one.rowsTotal.toLocaleString('vi')],
            [t('mua.imports.loadedBy'), one.createdBy && `${one.createdBy.name}, ${momentText(one.createdAt, locale)}`],
            [t('mua.imports.committedBy'), one.committedAt && `${one.committedBy?.name ?? ''}, ${momentText(one.committedAt, locale)}`],
            [t('mua.imports.undoneBy'), one.undoneAt && `${one.undoneBy?.name ?? ''}, ${momentText(one.undoneAt, locale)}`],
          ]} />
          <ImportDecision key={one.version} one={one} />
        </Panel>
        {!['queued', 'reading', 'refused'].includes(one.state) && one.rowsTotal > 0 && <ImportRows one={one} />}
      </Stack>
    </Page>
  );
}

function Moving({ one }: { one: ImportRecord }) {
  const t = useTranslate();
  const known = one.rowsTotal > 0 && one.state !== 'undoing';
  const percent = known ? Math.min(100, Math.round((one.rowsDone / one.rowsTotal) * 100)) : 0;
  return (
    <Box role="status" sx={{ mb: 2 }}>
      <Typography sx={{ mb: 0.5 }}>{t(`mua.imports.moving.${one.state}`, { done: one.rowsDone.toLocaleString('vi'), total: one.rowsTotal.toLocaleString('vi') })}</Typography>
      <LinearProgress variant={known ? 'determinate' : 'indeterminate'} value={percent} aria-label={t(`mua.imports.state.${one.state}`)} sx={{ height: 8, borderRadius: 4 }} />
    </Box>
  );
}
