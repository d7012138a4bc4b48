import { Alert, Button, Chip, Stack, TextField, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { apiErrorOf, post } from '../provider/http.ts';
import { useApi } from '../provider/use-api.ts';
import { Empty } from '../shown/Empty.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { placePaths, placeScreens } from './paths.ts';
import { PlaceLine } from './PlaceTree.tsx';
import type { Reform, ReformWard } from './records.ts';

type Opens = { onOpen: (id: string) => void };
const colours = { whole: 'success', split: 'warning', adrift: 'error' } as const;

/** The reform of 1/7/2025: which commune took each old ward; pupils of whole wards go along, the rest is a person's task. */
export function ReformPanel({ onOpen }: Opens) {
  const t = useTranslate();
  const { data, error } = useApi<{ wards: ReformWard[] }>(placePaths.reform());
  if (error) return <Problem error={error} />;
  if (!data) return <Loading />;
  const open = data.wards.filter((one) => one.kind === 'split' || one.kind === 'adrift' || one.waiting > 0);
  const rest = data.wards.filter((one) => !open.includes(one));
  return (
    <Stack spacing={2}>
      <RunReform />
      <Panel title={t('mua.places.reform.open')}>
        {open.length === 0 ? <Empty title={t('mua.places.reform.noneOpen')} hint={t('mua.places.reform.noneOpenHint')} /> : <Wards wards={open} onOpen={onOpen} />}
      </Panel>
      {rest.length > 0 && <Panel title={t('mua.places.reform.rest')}><Wards wards={rest} onOpen={onOpen} /></Panel>}
    </Stack>
  );
}

function RunReform() {
  const t = useTranslate();
  const [province, setProvince] = useState('');
  const [done, setDone] = useState<Reform | null>(null);
  const run = useAction<{ carry: boolean; province?: string }, Reform>((body, key) => post(placePaths.reform(), body, key));
  const unnamed = apiErrorOf(run.error)?.fields?.['province'] !== undefined;
  const press = async (carry: boolean): Promise<void> => setDone(await run.run({ carry, ...(province.trim() === '' ? {} : { province: province.trim() }) }));
  return (
    <Panel title={t('mua.places.reform.title')}>
      <Stack spacing={1.5}>
        <Typography>{t('mua.places.reform.intro')}</Typography>
        {(unnamed || province !== '') && <TextField label={t('mua.places.reform.province')} value={province} onChange={(event) => setProvince(event.target.value)} sx={{ maxWidth: 320 }} />}
        <Problem error={run.error} {...(run.retry ? { onRetry: () => void run.retry?.() } : {})} />
        <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
          <Button variant="outlined" disabled={run.busy} onClick={() => void press(false)}>{t('mua.places.reform.write')}</Button>
          <Button variant="contained" disabled={run.busy} onClick={() => void press(true)}>{t('mua.places.reform.carry')}</Button>
        </Stack>
        {done && <Alert severity={done.split + done.adrift > 0 ? 'warning' : 'success'} role="status">{t('mua.places.reform.done', done)}</Alert>}
      </Stack>
    </Panel>
  );
}

function Wards({ wards, onOpen }: Opens & { wards: readonly ReformWard[] }) {
  const t = useTranslate();
  return (
    <Stack component="ul" spacing={1.5} sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {wards.map((one) => (
        <li key={one.id}>
          <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
            <PlaceLine place={{ id: one.id, name: one.name, state: 'current' }} note={one.district} onOpen={onOpen} />
            <Chip size="small" color={one.kind === null ? 'default' : colours[one.kind]} variant="outlined" label={t(`mua.places.reform.fate.${one.kind ?? 'unread'}`)} />
            <span>{t('mua.places.pupils', { smart_count: one.pupils })}</span>
            {one.waiting > 0 && <Button component={Link} to={placeScreens.residencesOf(one.id)} size="small" variant="contained">{t('mua.places.reform.decide', { smart_count: one.waiting })}</Button>}
          </Stack>
          {one.successors.length > 0 && <Typography sx={{ px: 0.75 }}>{t('mua.places.reform.to')} {one.successors.map((each) => `${each.name} (${each.code})`).join('; ')}</Typography>}
          {one.absent.length > 0 && <Typography sx={{ px: 0.75, color: 'text.secondary' }}>{t('mua.places.reform.absent', { names: one.absent.join('; ') })}</Typography>}
        </li>
      ))}
    </Stack>
  );
}
