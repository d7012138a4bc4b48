import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { post } from '../../provider/http.ts';
import { paths } from '../../provider/paths.ts';
import type { Season } from '../../provider/records.ts';
import { Problem } from '../../shown/Problem.tsx';
import { useAction } from '../../shown/use-action.ts';

export function CancelDialog({ season, onClose }: { season: Season; onClose: () => void }) {
  const t = useTranslate();
  const notify = useNotify();
  const cancel = useAction<object>((body) => post(paths.seasonCancel(season.id), body));
  const press = async (): Promise<void> => {
    if (!(await cancel.run({}))) return;
    notify('mua.change.cancelled', { type: 'success' });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby="cancel-title">
      <DialogTitle id="cancel-title">{t('mua.change.cancelTitle', { title: season.title })}</DialogTitle>
      <DialogContent>
        <Typography>{t('mua.change.cancelHint')}</Typography>
        <Problem error={cancel.error} />
      </DialogContent>
      <DialogActions>
        <Button autoFocus onClick={onClose}>{t('mua.change.keep')}</Button>
        <Button color="error" variant="contained" disabled={cancel.busy} onClick={() => void press()}>{t('mua.change.cancel')}</Button>
      </DialogActions>
    </Dialog>
  );
}
