import { Alert, Button, LinearProgress, Stack, Typography } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { useEffect } from 'react';
import { useParams } from 'react-router-dom';
import { post } from '../provider/http.ts';
import { useItem } from '../provider/use-api.ts';
import { Facts } from '../shown/Facts.tsx';
import { FileDrop } from '../shown/FileDrop.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { momentText } from '../shown/time.ts';
import { useAction } from '../shown/use-action.ts';
import { useLanguage } from '../shown/use-text.ts';
import { WorkflowLink } from '../shown/WorkflowLink.tsx';
import { BatchChip } from './IdentityState.tsx';
import { identityPaths } from './paths.ts';
import type { IdentityBatch } from './records.ts';

const followMs = 1_500;

/** One batch: how far it is, what holds it up, the list to send and the answer to take back. */
export function BatchPage() {
  const t = useTranslate();
  const locale = useLanguage();
  const client = useQueryClient();
  const { id = '' } = useParams();
  const { data: one, error } = useItem<IdentityBatch>('identity-batches', id);
  const cancel = useAction<object>(() => post(identityPaths.batchCancel(id)));
  const runs = one !== undefined && one.state !== 'done' && one.state !== 'cancelled';
  useEffect(() => {
    if (!runs) return undefined;
    const timer = setInterval(() => void client.invalidateQueries(), followMs);
    return () => clearInterval(timer);
  }, [runs, client]);
  if (error) return <Page title={t('mua.identity.batch')}><Problem error={error} /></Page>;
  if (!one) return <Loading />;
  const words = t('mua.identity.answeredOf', { answered: one.answered.toLocaleString('vi'), total: one.total.toLocaleString('vi') });
  return (
    <Page title={t('mua.identity.batch')} intro={`${one.unit.name} · ${momentText(one.createdAt, locale)}`} actions={<WorkflowLink url={one.workflowUrl} />}>
      <Stack spacing={2}>
        <Panel title={t('mua.identity.progress')} action={one.can.includes('cancel') ? <Button color="error" disabled={cancel.busy} onClick={() => void cancel.run({})}>{t('mua.identity.cancel')}</Button> : undefined}>
          <Stack direction="row" spacing={1} sx={{ mb: 1.5, alignItems: 'center' }}><BatchChip state={one.state} /><Typography role="status">{words}</Typography></Stack>
          <LinearProgress variant="determinate" aria-label={words} value={one.total === 0 ? 0 : (one.answered / one.total) * 100} sx={{ height: 10, borderRadius: 5, mb: 2 }} />
          {one.problem && runs && <Alert severity="warning" sx={{ mb: 2 }}>{t(`mua.identity.problem.${one.problem}`)}</Alert>}
          <Facts columns={2} of={[
            [t('mua.identity.how'), t(`mua.identity.adapter.${one.adapter}`)],
            [t('mua.identity.cohort'), one.cohort ? t(`mua.identity.cohorts.${one.cohort}`) : t('mua.identity.everyCohort')],
            [t('mua.field.by'), one.createdBy?.name],
            [t('mua.identity.answerFile'), one.answerFile?.name],
          ]} />
          <Problem error={cancel.error} />
        </Panel>
        {one.adapter === 'file' && (one.can.includes('download') || one.can.includes('upload')) && (
          <Panel title={t('mua.identity.exchange')}>
            <Stack spacing={2} sx={{ alignItems: 'flex-start' }}>
              <Typography>{t('mua.identity.exchangeHint')}</Typography>
              {one.can.includes('download') && <Button variant="outlined" component="a" href={identityPaths.batchList(one.id)} download>{t('mua.identity.download')}</Button>}
              {one.can.includes('upload') && <FileDrop path={identityPaths.batchAnswers(one.id)} only={['.xlsx', '.xls', '.csv']} label={t('mua.identity.upload')} onDone={() => void client.invalidateQueries()} />}
            </Stack>
          </Panel>
        )}
      </Stack>
    </Page>
  );
}
