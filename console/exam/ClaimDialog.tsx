import { Autocomplete, Button, Dialog, DialogActions, DialogContent, DialogTitle, MenuItem, Stack, TextField } from '@mui/material';
import { useGetList, useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { evidenceKinds } from '../../domain/identity.ts';
import { post } from '../provider/http.ts';
import type { Pupil, UnitRef } from '../provider/records.ts';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { examPaths } from './paths.ts';

/** A pupil says that a paper gives a right; the paper may come later, on a day that is said now. */
export function ClaimDialog({ school, onClose }: { school: UnitRef; onClose: () => void }) {
  const t = useTranslate();
  const notify = useNotify();
  const [q, setQ] = useState('');
  const [pupil, setPupil] = useState<Pupil | null>(null);
  const [typed, setTyped] = useState({ kind: 'priority', title: '', dueOn: '' });
  const { data: pupils = [] } = useGetList<Pupil>('pupils', { filter: { schoolId: school.id, ...(q && { q }) }, pagination: { page: 1, perPage: 20 }, sort: { field: 'className', order: 'ASC' } });
  const claim = useAction<object>((body) => post(examPaths.claimEvidence(), body));
  const ready = pupil !== null && typed.title.trim() !== '';
  const press = async (): Promise<void> => {
    if (!(await claim.run({ pupilId: pupil?.id, kind: typed.kind, title: typed.title.trim(), dueOn: typed.dueOn || null }))) return;
    notify('mua.exam.claimed', { type: 'success' });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="claim-title">
      <DialogTitle id="claim-title">{t('mua.exam.claim')}</DialogTitle>
      <DialogContent>
        <form id="claim" onSubmit={(event) => { event.preventDefault(); if (ready) void press(); }}>
          <Stack spacing={2} sx={{ mt: 1 }}>
            <Autocomplete options={pupils.filter((one) => one.cohort === 'grade-12')} value={pupil} filterOptions={(all) => all} onChange={(_, one) => setPupil(one)} onInputChange={(_, text, why) => { if (why === 'input') setQ(text); }} noOptionsText={t('mua.none')}
              getOptionLabel={(one) => `${one.fullName} · ${one.className}`} getOptionKey={(one) => one.id} isOptionEqualToValue={(a, b) => a.id === b.id} renderInput={(input) => <TextField {...input} autoFocus required label={t('mua.exam.pupil')} />} />
            <TextField select label={t('mua.field.kind')} value={typed.kind} onChange={(event) => setTyped({ ...typed, kind: event.target.value })} helperText={t(`mua.exam.kindHint.${typed.kind}`)}>
              {evidenceKinds.map((one) => <MenuItem key={one} value={one}>{t(`mua.exam.kind.${one}`)}</MenuItem>)}
            </TextField>
            <TextField required label={t('mua.exam.paper')} value={typed.title} onChange={(event) => setTyped({ ...typed, title: event.target.value })} slotProps={{ htmlInput: { maxLength: 200 } }} />
            <TextField type="date" label={t('mua.exam.due')} value={typed.dueOn} onChange={(event) => setTyped({ ...typed, dueOn: event.target.value })} helperText={t('mua.exam.dueHint')} slotProps={{ inputLabel: { shrink: true } }} />
          </Stack>
        </form>
        <Problem error={claim.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
        <Button variant="contained" type="submit" form="claim" disabled={!ready || claim.busy}>{t('mua.exam.claimSave')}</Button>
      </DialogActions>
    </Dialog>
  );
}
