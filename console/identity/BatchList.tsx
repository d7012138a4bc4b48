import { Button, MenuItem, Stack, TextField } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { DataTable } from 'ra-ui-materialui';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { cohorts } from '../../domain/cohort.ts';
import { identityAdapters } from '../../domain/identity.ts';
import type { IdentityAdapter } from '../../domain/identity.ts';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import { useSession } from '../provider/session.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { Records } from '../shown/Records.tsx';
import { Rows } from '../shown/Rows.tsx';
import { momentText } from '../shown/time.ts';
import { useAction } from '../shown/use-action.ts';
import { useLanguage } from '../shown/use-text.ts';
import { BatchChip } from './IdentityState.tsx';
import { identityPaths } from './paths.ts';
import type { IdentityBatch } from './records.ts';

/** Lists sent to the population database, and how far each has come. */
export function BatchList() {
  const t = useTranslate();
  const locale = useLanguage();
  const session = useSession();
  const progress = (one: IdentityBatch): string => `${one.answered.toLocaleString('vi')} / ${one.total.toLocaleString('vi')}`;
  return (
    <Page title={t('mua.identity.batches')} intro={t('mua.identity.batchesIntro')}>
      <Stack spacing={2}>
        {session?.abilities.includes('identity.send') && <SendPanel />}
        <Records resource="identity-batches" sort={{ field: 'createdAt', order: 'DESC' }} queryOptions={{ refetchInterval: 3_000 }}>
          <Rows<IdentityBatch> empty={<Empty title={t('mua.identity.noBatches')} hint={t('mua.identity.noBatchesHint')} />} primary={(one) => momentText(one.createdAt, locale)}
            secondary={(one) => <Stack component="span" direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', mt: 0.5, alignItems: 'center' }}><BatchChip state={one.state} /><span>{progress(one)}</span><span>{one.unit.name}</span></Stack>}>
            <DataTable.Col source="createdAt" label={t('mua.field.createdAt')} render={(one: IdentityBatch) => momentText(one.createdAt, locale)} />
            <DataTable.Col source="unit" label={t('mua.field.unit')} disableSort render={(one: IdentityBatch) => one.unit.name} />
            <DataTable.Col source="cohort" label={t('mua.identity.cohort')} disableSort render={(one: IdentityBatch) => (one.cohort ? t(`mua.identity.cohorts.${one.cohort}`) : t('mua.identity.everyCohort'))} />
            <DataTable.Col source="adapter" label={t('mua.identity.how')} disableSort render={(one: IdentityBatch) => t(`mua.identity.adapter.${one.adapter}`)} />
            <DataTable.Col source="state" label={t('mua.field.state')} disableSort render={(one: IdentityBatch) => <BatchChip state={one.state} />} />
            <DataTable.Col source="answered" label={t('mua.identity.progress')} disableSort render={progress} />
          </Rows>
        </Records>
      </Stack>
    </Page>
  );
}

function SendPanel() {
  const t = useTranslate();
  const notify = useNotify();
  const navigate = useNavigate();
  const [adapter, setAdapter] = useState<IdentityAdapter>('file');
  const [cohort, setCohort] = useState('grade-12');
  const send = useAction<{ adapter: IdentityAdapter; cohort: string }, { id: string }>((body, key) => post(paths.list('identity-batches'), body, key));
  const takeOver = useAction<{ cohort: string }, { copied: number }>((body) => post(identityPaths.takeOver(), body));
  const press = async (): Promise<void> => {
    const made = await send.run({ adapter, cohort });
    if (made) void navigate(`/identity-batches/${made.id}/show`);
  };
  const copy = async (): Promise<void> => {
    const done = await takeOver.run({ cohort });
    if (done) notify('mua.identity.tookOver', { type: 'success', messageArgs: { smart_count: done.copied } });
  };
  return (
    <Panel title={t('mua.identity.sendTitle')}>
      <Stack direction={{ xs: 'column', md: 'row' }} spacing={2} sx={{ alignItems: { md: 'flex-start' } }}>
        <TextField select fullWidth label={t('mua.identity.how')} helperText={t(`mua.identity.adapterHint.${adapter}`)} value={adapter} onChange={(event) => setAdapter(event.target.value as IdentityAdapter)}>
          {identityAdapters.map((one) => <MenuItem key={one} value={one}>{t(`mua.identity.adapter.${one}`)}</MenuItem>)}
        </TextField>
        <TextField select fullWidth label={t('mua.identity.cohort')} value={cohort} onChange={(event) => setCohort(event.target.value)}>
          {cohorts.map((one) => <MenuItem key={one} value={one}>{t(`mua.identity.cohorts.${one}`)}</MenuItem>)}
        </TextField>
        <Button variant="contained" size="large" disabled={send.busy} onClick={() => void press()} sx={{ flexShrink: 0 }}>{t('mua.identity.send')}</Button>
      </Stack>
      <Problem error={send.error ?? takeOver.error} />
      <Button size="small" sx={{ mt: 1 }} disabled={takeOver.busy} onClick={() => void copy()}>{t('mua.identity.takeOver')}</Button>
    </Panel>
  );
}
