import { Autocomplete, Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, TextField, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { addDays, localDateOf, startOfDate } from '../../domain/instant.ts';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { PersonRef } from '../provider/records.ts';
import { useApi } from '../provider/use-api.ts';
import { Problem } from '../shown/Problem.tsx';
import { toIso } from '../shown/time.ts';
import { useAction } from '../shown/use-action.ts';

export function DelegationDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslate();
  const today = localDateOf(Date.now());
  const [q, setQ] = useState('');
  const [to, setTo] = useState<PersonRef | null>(null);
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState(addDays(today, 6));
  const [reason, setReason] = useState('');
  const people = useApi<PersonRef[]>(paths.delegationPeople(q)).data ?? [];
  const create = useAction<{ toStaffId: string; startsAt: string; endsAt: string; reason: string }>((body) => post(paths.list('delegations'), body));
  const ready = to !== null && from !== '' && until !== '' && from <= until && reason.trim() !== '';
  const press = async (): Promise<void> => {
    if (!to) return;
    // Both days included; a delegation starting today starts at once.
    const body = { toStaffId: to.id, startsAt: toIso(from === today ? Date.now() : startOfDate(from)), endsAt: toIso(startOfDate(addDays(until, 1))), reason: reason.trim() };
    if (await create.run(body)) onClose();
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="delegation-title">
      <DialogTitle id="delegation-title">{t('mua.delegations.new')}</DialogTitle>
      <DialogContent>
        <Typography sx={{ color: 'text.secondary', mb: 1 }}>{t('mua.delegations.hint')}</Typography>
        <Autocomplete options={people} value={to} filterOptions={(all) => all} onChange={(_, chosen) => setTo(chosen)} onInputChange={(_, text, why) => { if (why === 'input') setQ(text); }}
          getOptionLabel={(one) => `${one.name} (${one.unit})`} getOptionKey={(one) => one.id} isOptionEqualToValue={(a, b) => a.id === b.id} renderInput={(input) => <TextField {...input} required label={t('mua.delegations.to')} />} />
        <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
          <TextField fullWidth required type="date" label={t('mua.delegations.from')} value={from} onChange={(event) => setFrom(event.target.value)} slotProps={{ inputLabel: { shrink: true } }} />
          <TextField fullWidth required type="date" label={t('mua.delegations.until')} value={until} onChange={(event) => setUntil(event.target.value)} slotProps={{ inputLabel: { shrink: true } }} />
        </Stack>
        <TextField fullWidth required label={t('mua.delegations.reason')} value={reason} onChange={(event) => setReason(event.target.value)} />
        <Problem error={create.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
        <Button variant="contained" disabled={!ready || create.busy} onClick={() => void press()}>{t('mua.delegations.lend')}</Button>
      </DialogActions>
    </Dialog>
  );
}
