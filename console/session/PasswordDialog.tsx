import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { apiErrorOf } from '../provider/http.ts';
import { changePassword } from '../provider/session.ts';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';

const shortest = 12;
const nothing = { current: '', next: '', again: '' };

/** Everybody's own password; an administrator sets those of others on the staff page. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslate();
  const notify = useNotify();
  const [given, setGiven] = useState(nothing);
  const change = useAction(changePassword);
  const refused = apiErrorOf(change.error)?.fields ?? {};
  const missing = given.next === '' ? 0 : Math.max(0, shortest - given.next.length);
  const differs = given.again !== '' && given.again !== given.next;
  const ready = given.current !== '' && given.next.length >= shortest && given.again === given.next;
  const press = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready || !(await change.run({ current: given.current, next: given.next }))) return;
    notify('mua.password.changed', { type: 'success' });
    onClose();
  };
  const field = (name: keyof typeof nothing, autoComplete: string, problem: string | undefined) => (
    <TextField fullWidth required margin="dense" name={name} type="password" autoComplete={autoComplete} label={t(`mua.password.${name}`)} value={given[name]} error={problem !== undefined} helperText={problem} slotProps={{ formHelperText: { role: 'alert' } }}
      onChange={(event) => { change.forget(); setGiven({ ...given, [name]: event.target.value }); }} />
  );
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="password-title">
      <form noValidate onSubmit={(event) => void press(event)}>
        <DialogTitle id="password-title">{t('mua.password.title')}</DialogTitle>
        <DialogContent>
          <Typography sx={{ color: 'text.secondary', mb: 1 }}>{t('mua.password.hint')}</Typography>
          {field('current', 'current-password', refused['current'])}
          {field('next', 'new-password', refused['next'] ?? (missing > 0 ? t('mua.password.short', { smart_count: missing }) : undefined))}
          {field('again', 'new-password', differs ? t('mua.password.differs') : undefined)}
          {Object.keys(refused).length === 0 && <Problem error={change.error} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!ready || change.busy}>{t('mua.password.title')}</Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
