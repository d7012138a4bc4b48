import { Button, MenuItem, TextField } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { DAY } from '../../../domain/instant.ts';
import { post } from '../../provider/http.ts';
import { paths } from '../../provider/paths.ts';
import type { Season } from '../../provider/records.ts';
import { dayLengthText } from '../../shown/time.ts';
import { useAction } from '../../shown/use-action.ts';
import { useLanguage } from '../../shown/use-text.ts';
import { dayLengths } from '../day-lengths.ts';
import { AddStepDialog } from './AddStepDialog.tsx';
import { CancelDialog } from './CancelDialog.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';

/** What may be done to the whole season now; the server says which. */
export function SeasonActions({ season }: { season: Season }) {
  const t = useTranslate();
  const notify = useNotify();
  const [dialog, setDialog] = useState<'pause' | 'resume' | 'add-step' | 'cancel' | null>(null);
  const change = useAction<{ kind: 'pause' | 'resume' }>((body, key) => post(paths.seasonChanges(season.id), body, key));
  const can = (action: Season['can'][number]): boolean => season.can.includes(action);
  // A rehearsal is stopped and started freely; a live season only by a directive.
  const stopOrGo = async (kind: 'pause' | 'resume'): Promise<void> => {
    if (!season.rehearsal) return setDialog(kind);
    if (await change.run({ kind })) notify(`mua.change.${kind}`, { type: 'success' });
    return undefined;
  };
  return (
    <>
      {can('set-pace') && season.rehearsal && <PaceSelect season={season} />}
      {can('pause') && <Button variant="outlined" disabled={change.busy} onClick={() => void stopOrGo('pause')}>{t('mua.change.pause')}</Button>}
      {can('resume') && <Button variant="contained" disabled={change.busy} onClick={() => void stopOrGo('resume')}>{t('mua.change.resume')}</Button>}
      {can('add-step') && <Button variant="outlined" onClick={() => setDialog('add-step')}>{t('mua.change.add-step')}</Button>}
      {can('cancel') && <Button color="error" onClick={() => setDialog('cancel')}>{t('mua.change.cancel')}</Button>}
      {(dialog === 'pause' || dialog === 'resume') && <ChangeDialog season={season} kind={dialog} step={null} onClose={() => setDialog(null)} />}
      {dialog === 'add-step' && <AddStepDialog season={season} onClose={() => setDialog(null)} />}
      {dialog === 'cancel' && <CancelDialog season={season} onClose={() => setDialog(null)} />}
    </>
  );
}

function PaceSelect({ season }: { season: Season }) {
  const t = useTranslate();
  const locale = useLanguage();
  const change = useAction<{ kind: 'set-pace'; dayMs: number }>((body, key) => post(paths.seasonChanges(season.id), body, key));
  const pace = season.clock.mode === 'rehearsal' ? season.clock.pace : 1;
  const now = pace > 0 ? Math.round(DAY / pace) : (season.clockOptions.dayMs ?? 2000);
  const choices = [...new Set([...dayLengths, now])].sort((a, b) => a - b);
  return (
    <TextField select size="small" margin="none" label={t('mua.clock.dayLength')} value={now} disabled={change.busy} sx={{ minWidth: 150 }} onChange={(event) => void change.run({ kind: 'set-pace', dayMs: Number(event.target.value) })}>
      {choices.map((ms) => <MenuItem key={ms} value={ms}>{dayLengthText(ms, locale)}</MenuItem>)}
    </TextField>
  );
}
