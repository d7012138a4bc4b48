import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, TextField, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { candidatePapers, requiredPapers } from '../../domain/candidate-papers.ts';
import { examPaths } from '../exam/paths.ts';
import type { Candidate } from '../exam/records.ts';
import { apiErrorOf, post } from '../provider/http.ts';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { useText } from '../shown/use-text.ts';

const fields = ['fullName', 'birthDate', 'phone', 'number'] as const;

/** Somebody has come, or called: who it is; the office says at once what to bring. */
export function CandidateDialog({ onDone, onClose }: { onDone: (made: Candidate) => void; onClose: () => void }) {
  const t = useTranslate();
  const text = useText();
  const [typed, setTyped] = useState({ fullName: '', birthDate: '', phone: '', number: '' });
  const register = useAction<typeof typed, Candidate>((body) => post(examPaths.registerCandidate(), body));
  const problems = apiErrorOf(register.error)?.fields ?? {};
  const ready = typed.fullName.trim() !== '' && typed.birthDate !== '' && typed.phone.trim() !== '';
  const press = async (): Promise<void> => {
    const made = await register.run(typed);
    if (!made) return;
    onDone(made);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="candidate-title">
      <DialogTitle id="candidate-title">{t('mua.exam.candidate.add')}</DialogTitle>
      <DialogContent>
        <form id="candidate" onSubmit={(event) => { event.preventDefault(); if (ready) void press(); }}>
          <Stack spacing={2} sx={{ mt: 1 }}>
            {fields.map((field) => (
              <TextField key={field} autoFocus={field === 'fullName'} required={field !== 'number'} label={t(field === 'number' ? 'mua.slip.personalNumber' : `mua.field.${field}`)} value={typed[field]} error={problems[field] !== undefined} helperText={problems[field] ?? (field === 'number' ? t('mua.exam.candidate.numberHint') : undefined)}
                {...(field === 'birthDate' ? { type: 'date', slotProps: { inputLabel: { shrink: true } } } : field === 'fullName' ? {} : { slotProps: { htmlInput: { inputMode: field === 'phone' ? 'tel' : 'numeric' } } })} onChange={(event) => setTyped({ ...typed, [field]: event.target.value })} />
            ))}
          </Stack>
        </form>
        <Typography sx={{ mt: 2 }}>{t('mua.exam.candidate.willBring')}</Typography>
        <ul>{requiredPapers.map((one) => <li key={one}>{text(candidatePapers[one])}</li>)}</ul>
        <Problem error={register.error} beside={fields} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
        <Button variant="contained" type="submit" form="candidate" disabled={!ready || register.busy}>{t('mua.exam.candidate.save')}</Button>
      </DialogActions>
    </Dialog>
  );
}
