import TheaterIcon from '@mui/icons-material/FastForwardOutlined';
import { Button, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, MenuItem, Switch, TextField, Typography } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Plan } from '../../domain/plan.ts';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Colleagues, Season } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { Problem } from '../shown/Problem.tsx';
import { dayLengthText } from '../shown/time.ts';
import { useAction } from '../shown/use-action.ts';
import { useLanguage, useText } from '../shown/use-text.ts';
import { dayLengths } from './day-lengths.ts';
import { usualColleagues } from './usual-colleagues.ts';

type Rehearsal = { planKey: string; dayMs: number; colleagues: Colleagues | null };

/** Starts a rehearsal and goes to its room. One person is enough: nothing real can leave it. */
export function useRehearse() {
  const navigate = useNavigate();
  const start = useAction<Rehearsal, Season>((body, key) => post(paths.seasonRehearse(), body, key));
  const press = async (asked: Rehearsal): Promise<void> => {
    const season = await start.run(asked);
    if (season?.id) void navigate(`/seasons/${season.id}/show`);
  };
  return { ...start, press };
}

export function RehearseButton({ prominent = false }: { prominent?: boolean }) {
  const t = useTranslate();
  const [open, setOpen] = useState(false);
  if (!useMay('season.rehearse')) return null;
  return (
    <>
      <Button variant={prominent ? 'contained' : 'outlined'} color="secondary" startIcon={<TheaterIcon />} onClick={() => setOpen(true)}>{t('mua.rehearsal.start')}</Button>
      {open && <RehearseDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function RehearseDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslate();
  const text = useText();
  const locale = useLanguage();
  const { data: plans = [] } = useGetList<Plan & { id: string }>('plans', { pagination: { page: 1, perPage: 50 } });
  const [planKey, setPlanKey] = useState('hp-2023');
  const [dayMs, setDayMs] = useState(2000);
  const [simulated, setSimulated] = useState(true);
  const { press, busy, error, retry } = useRehearse();
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="rehearse-title">
      <DialogTitle id="rehearse-title">{t('mua.rehearsal.start')}</DialogTitle>
      <DialogContent>
        <Typography sx={{ mb: 1 }}>{t('mua.rehearsal.what')}</Typography>
        <TextField select fullWidth label={t('resources.plans.name', { smart_count: 1 })} value={plans.some((plan) => plan.key === planKey) ? planKey : ''} onChange={(event) => setPlanKey(event.target.value)}>
          {plans.map((plan) => <MenuItem key={plan.key} value={plan.key}>{text(plan.title)}</MenuItem>)}
        </TextField>
        <TextField select fullWidth label={t('mua.clock.dayLength')} value={dayMs} onChange={(event) => setDayMs(Number(event.target.value))}>
          {dayLengths.map((ms) => <MenuItem key={ms} value={ms}>{dayLengthText(ms, locale)}</MenuItem>)}
        </TextField>
        <FormControlLabel label={t('mua.colleagues.all')} control={<Switch checked={simulated} onChange={(event) => setSimulated(event.target.checked)} />} />
        <Problem error={error} {...(retry ? { onRetry: () => void retry() } : {})} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
        <Button variant="contained" disabled={busy || planKey === ''} onClick={() => void press({ planKey, dayMs, colleagues: simulated ? usualColleagues : null })}>{t('mua.rehearsal.begin')}</Button>
      </DialogActions>
    </Dialog>
  );
}
