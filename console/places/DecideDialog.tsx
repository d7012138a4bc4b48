import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, FormLabel, Radio, RadioGroup, Stack, TextField, Typography } from '@mui/material';
import { useGetMany, useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../provider/http.ts';
import { Loading } from '../shown/Loading.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { choicesOf } from './choices.ts';
import { placePaths } from './paths.ts';
import { PlacePicker } from './PlacePicker.tsx';
import type { Candidate, Residence } from './records.ts';

type Outcome = { decided: number; left: number };

/** Where one or many pupils live: the places offered with why, any other place in use, the reason; what could not be written is said. */
export function DecideDialog({ ids, onClose }: { ids: readonly string[]; onClose: () => void }) {
  // What is decided is what was seen when the dialog opened: a row that changes meanwhile is refused by its version, not overwritten.
  const { data = [], isPending } = useGetMany<Residence>('residences', { ids: [...ids] }, { refetchOnMount: 'always' });
  const [left, setLeft] = useState<Outcome | null>(null);
  const t = useTranslate();
  const rows = data.filter((one): one is Residence => Boolean(one));
  const [only] = rows;
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="decide-title">
      <DialogTitle id="decide-title">{rows.length === 1 && only && !left ? t('mua.places.whereOne', { name: only.fullName }) : t('mua.places.whereMany', { smart_count: ids.length })}</DialogTitle>
      {left ? <Left outcome={left} onClose={onClose} /> : isPending ? <DialogContent><Loading /></DialogContent> : <DecideForm rows={rows} missing={ids.length - rows.length} onClose={onClose} onLeft={setLeft} />}
    </Dialog>
  );
}

function Left({ outcome, onClose }: { outcome: Outcome; onClose: () => void }) {
  const t = useTranslate();
  return (
    <>
      <DialogContent>
        {outcome.decided > 0 && <Alert severity="success" sx={{ mb: 1 }}>{t('mua.places.decided', { smart_count: outcome.decided })}</Alert>}
        <Alert severity="warning" role="alert">{t('mua.places.left', { smart_count: outcome.left })}</Alert>
      </DialogContent>
      <DialogActions><Button variant="contained" autoFocus onClick={onClose}>{t('ra.action.close')}</Button></DialogActions>
    </>
  );
}

function DecideForm({ rows, missing, onClose, onLeft }: { rows: readonly Residence[]; missing: number; onClose: () => void; onLeft: (outcome: Outcome) => void }) {
  const t = useTranslate();
  const notify = useNotify();
  const [seen] = useState(rows);
  const choices = choicesOf(seen);
  const [chosen, setChosen] = useState<string>(choices.length === 1 ? (choices[0]?.id ?? '') : '');
  const [other, setOther] = useState<Candidate | null>(null);
  const [reason, setReason] = useState('');
  const placeId = other?.id ?? chosen;
  const decide = useAction<object, Outcome>((body, key) => post(placePaths.decide(), body, key));
  const press = async (): Promise<void> => {
    const done = await decide.run({ pupils: seen.map(({ id, version }) => ({ id, version })), placeId, reason: reason.trim() });
    if (!done) return;
    if (done.left + missing > 0) return onLeft({ decided: done.decided, left: done.left + missing });
    notify('mua.places.decided', { type: 'success', messageArgs: { smart_count: done.decided } });
    onClose();
  };
  return (
    <>
      <DialogContent>
        <Stack spacing={2} component="form" id="decide" onSubmit={(event) => { event.preventDefault(); if (placeId !== '' && reason.trim() !== '') void press(); }}>
          <Box component="ul" tabIndex={0} aria-label={t('resources.pupils.name', { smart_count: 2 })} sx={{ m: 0, pl: 2.5, maxHeight: 180, overflowY: 'auto' }}>
            {seen.map((one) => (
              <li key={one.id}>
                <strong>{one.fullName}</strong> · {t('mua.class', { name: one.className })} · {one.currentAddress || one.permanentAddress || t('mua.places.noAddress')}
                {one.placeName !== null && ` · ${t('mua.places.wasAt', { place: one.placeName })}`}
              </li>
            ))}
          </Box>
          {choices.length > 0 && (
            <Box>
              <FormLabel id="choices">{t('mua.places.offered')}</FormLabel>
              <RadioGroup aria-labelledby="choices" value={other ? '' : chosen} onChange={(_, id) => { setOther(null); setChosen(id); }}>
                {choices.map((one) => (
                  <FormControlLabel key={one.id} value={one.id} control={<Radio />} sx={{ alignItems: 'flex-start', '& .MuiRadio-root': { pt: 0.75 } }} label={(
                    <Box sx={{ py: 0.5 }}>
                      <span>{one.name}{one.above !== '' && `, ${one.above}`}</span>
                      <Typography variant="body2" sx={{ color: 'text.secondary' }}>{t(`mua.places.because.${one.why}`, { place: one.from })}{one.count < seen.length && ` · ${t('mua.places.fits', { count: one.count, total: seen.length })}`}</Typography>
                    </Box>
                  )} />
                ))}
              </RadioGroup>
            </Box>
          )}
          {choices.length === 0 && <Alert severity="info">{t('mua.places.nothingOffered')}</Alert>}
          <PlacePicker label={t('mua.places.elsewhere')} hint={t('mua.places.elsewhereHint')} value={other} onChange={setOther} />
          <TextField required label={t('mua.places.reason')} helperText={t('mua.places.reasonHint')} value={reason} onChange={(event) => setReason(event.target.value)} slotProps={{ htmlInput: { maxLength: 2000 } }} />
          <Problem error={decide.error} {...(decide.retry ? { onRetry: () => void decide.retry?.() } : {})} />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
        <Button variant="contained" type="submit" form="decide" disabled={placeId === '' || reason.trim() === '' || decide.busy || seen.length === 0}>{t('mua.places.write')}</Button>
      </DialogActions>
    </>
  );
}
