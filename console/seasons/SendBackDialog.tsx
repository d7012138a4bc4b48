import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Season } from '../provider/records.ts';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';

export function SendBackDialog({ season, onClose }: { season: Season; onClose: () => void }) {
  const t = useTranslate();
  const notify = useNotify();
  const [reason, setReason] = useState('');
  const back = useAction<{ reason: string }>((body) => post(paths.seasonSendBack(season.id), body));
  const press = async (): Promise<void> => {
    if (!(await back.run({ reason: reason.trim() }))) return;
    notify('mua.approval.sentBack', { type: 'success' });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="send-back-title">
      <DialogTitle id="send-back-title">{t('mua.approval.sendBack')}</DialogTitle>
      <DialogContent>
        <TextField autoFocus fullWidth required multiline minRows={3} label={t('mua.approval.reason')} value={reason} onChange={(event) => setReason(event.target.value)} />
        <Problem error={back.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
        <Button variant="contained" color="warning" disabled={reason.trim() === '' || back.busy} onClick={() => void press()}>{t('mua.approval.sendBack')}</Button>
      </DialogActions>
    </Dialog>
  );
}
