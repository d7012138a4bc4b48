import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../provider/http.ts';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { identityPaths } from './paths.ts';

/** A personal number in clear, for a reason that stays in the log; gone when the dialog closes. */
export function RevealButton({ pupilId }: { pupilId: string }) {
  const t = useTranslate();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>{t('mua.identity.reveal.open')}</Button>
      {open && <RevealDialog pupilId={pupilId} onClose={() => setOpen(false)} />}
    </>
  );
}

function RevealDialog({ pupilId, onClose }: { pupilId: string; onClose: () => void }) {
  const t = useTranslate();
  const [reason, setReason] = useState('');
  const [shown, setShown] = useState<{ personalNumber: string | null } | null>(null);
  const reveal = useAction<{ reason: string }, { personalNumber: string | null }>((body) => post(identityPaths.reveal(pupilId), body));
  const ready = reason.trim().length >= 5;
  const show = async (): Promise<void> => setShown(await reveal.run({ reason: reason.trim() }));
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="reveal-title">
      <DialogTitle id="reveal-title">{t('mua.identity.reveal.title')}</DialogTitle>
      <DialogContent>
        {shown ? (
          <Typography role="status" sx={{ fontSize: '1.5rem', fontWeight: 700, letterSpacing: '0.08em', overflowWrap: 'anywhere' }}>{shown.personalNumber ?? t('mua.identity.noNumber')}</Typography>
        ) : (
          <form id="reveal" onSubmit={(event) => { event.preventDefault(); if (ready) void show(); }}>
            <Typography sx={{ mb: 2 }}>{t('mua.identity.reveal.hint')}</Typography>
            <TextField autoFocus fullWidth required label={t('mua.identity.reveal.reason')} value={reason} onChange={(event) => setReason(event.target.value)} slotProps={{ htmlInput: { maxLength: 300 } }} />
          </form>
        )}
        <Problem error={reveal.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.close')}</Button>
        {!shown && <Button variant="contained" type="submit" form="reveal" disabled={!ready || reveal.busy}>{t('mua.identity.reveal.show')}</Button>}
      </DialogActions>
    </Dialog>
  );
}
