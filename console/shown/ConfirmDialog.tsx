import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { Problem } from './Problem.tsx';

type ConfirmDialogProps = {
  title: string;
  hint: string;
  /** On the button that does it. */
  press: string;
  /** What cannot be taken back looks so. */
  grave?: boolean;
  busy: boolean;
  /** Not yet: something is still to be filled in. */
  wanting?: boolean;
  error: unknown;
  onPress: () => void;
  onClose: () => void;
  children?: ReactNode;
};

/** One act that wants a second thought: what happens, in words, before the button. */
export function ConfirmDialog({ title, hint, press, grave = false, busy, wanting = false, error, onPress, onClose, children }: ConfirmDialogProps) {
  const t = useTranslate();
  const id = useId();
  return (
    <Dialog open onClose={onClose} aria-labelledby={id}>
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent>
        <Typography>{hint}</Typography>
        {children}
        <Problem error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
        <Button color={grave ? 'error' : 'primary'} variant="contained" disabled={busy || wanting} onClick={onPress}>{press}</Button>
      </DialogActions>
    </Dialog>
  );
}
