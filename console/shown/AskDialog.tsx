import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { Problem } from './Problem.tsx';

type AskProps = {
  title: string;
  /** What the press does, in a sentence. */
  hint?: ReactNode;
  /** The words that are asked for; without them it is a plain “are you sure”. */
  ask?: string;
  confirm: string;
  busy: boolean;
  error: unknown;
  onConfirm: (words: string) => void;
  onClose: () => void;
};

/** A decision that needs a reason or a second thought. */
export function AskDialog({ title, hint, ask, confirm, busy, error, onConfirm, onClose }: AskProps) {
  const t = useTranslate();
  const id = useId();
  const [words, setWords] = useState('');
  const ready = ask === undefined || words.trim() !== '';
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby={`${id}-title`}>
      <DialogTitle id={`${id}-title`}>{title}</DialogTitle>
      <DialogContent>
        <form id={id} onSubmit={(event) => { event.preventDefault(); if (ready) onConfirm(words.trim()); }}>
          {hint && <Typography component="div" sx={{ mb: ask === undefined ? 0 : 2 }}>{hint}</Typography>}
          {ask !== undefined && <TextField autoFocus fullWidth required multiline minRows={2} label={ask} value={words} onChange={(event) => setWords(event.target.value)} slotProps={{ htmlInput: { maxLength: 2000 } }} />}
        </form>
        <Problem error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
        <Button variant="contained" type="submit" form={id} autoFocus={ask === undefined} disabled={!ready || busy}>{confirm}</Button>
      </DialogActions>
    </Dialog>
  );
}
