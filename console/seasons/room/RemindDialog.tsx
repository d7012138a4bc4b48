import { Button, Card, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../../provider/http.ts';
import { paths } from '../../provider/paths.ts';
import { Problem } from '../../shown/Problem.tsx';
import { useAction } from '../../shown/use-action.ts';

type Preview = { count: number; sample: { subject: string; text: string }; recipients: { name: string; unit: string }[] };

/** "Nhắc ngay": who will be written to and in which words, before anything is sent. */
export function RemindDialog({ taskIds, onClose }: { taskIds: readonly string[]; onClose: () => void }) {
  const t = useTranslate();
  const notify = useNotify();
  const [note, setNote] = useState('');
  const preview = useQuery({ queryKey: ['reminder', taskIds], queryFn: () => post<Preview>(paths.remindersPreview(), { taskIds }) });
  const send = useAction<{ taskIds: readonly string[]; note?: string }>((body, key) => post(paths.reminders(), body, key));
  const press = async (): Promise<void> => {
    if (!(await send.run({ taskIds, ...(note.trim() ? { note: note.trim() } : {}) }))) return;
    notify('mua.remind.sent', { type: 'success', messageArgs: { count: preview.data?.count ?? taskIds.length } });
    onClose();
  };
  const told = preview.data;
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="remind-title">
      <DialogTitle id="remind-title">{t('mua.remind.title')}</DialogTitle>
      <DialogContent>
        <Problem error={preview.error} onRetry={() => void preview.refetch()} />
        {told && (
          <>
            <Typography>{t('mua.remind.count', { count: told.count })}</Typography>
            <Typography variant="body2" sx={{ color: 'text.secondary', mb: 2 }}>
              {told.recipients.slice(0, 8).map((one) => `${one.name} (${one.unit})`).join(', ')}
              {told.recipients.length > 8 && ` ${t('mua.remind.andMore', { count: told.count - 8 })}`}
            </Typography>
            <Card sx={{ p: 2, bgcolor: 'background.default' }}>
              <Typography sx={{ fontWeight: 600 }}>{told.sample.subject}</Typography>
              <Typography variant="body2" sx={{ whiteSpace: 'pre-wrap', mt: 1 }}>{told.sample.text}{note.trim() && `\n\n${note.trim()}`}</Typography>
            </Card>
            <TextField fullWidth multiline label={t('mua.remind.note')} value={note} onChange={(event) => setNote(event.target.value)} sx={{ mt: 2 }} />
          </>
        )}
        <Problem error={send.error} {...(send.retry ? { onRetry: () => void send.retry?.() } : {})} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
        <Button variant="contained" disabled={!told || told.count === 0 || send.busy} onClick={() => void press()}>{t('mua.remind.send')}</Button>
      </DialogActions>
    </Dialog>
  );
}
