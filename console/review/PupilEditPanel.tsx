import { Button, MenuItem, Stack, TextField } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { slipFields } from '../../domain/confirmation.ts';
import type { SlipField } from '../../domain/confirmation.ts';
import { apiErrorOf, patch, post } from '../provider/http.ts';
import type { Pupil } from '../provider/records.ts';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { reviewPaths } from './paths.ts';

/** The school corrects a pupil: only what was changed is sent, by the rules of the slip. */
export function PupilEditPanel({ pupil }: { pupil: Pupil & { version: number } }) {
  const t = useTranslate();
  const notify = useNotify();
  const [typed, setTyped] = useState<Partial<Record<SlipField, string>>>({});
  const [className, setClassName] = useState(pupil.className);
  const [reason, setReason] = useState('');
  const save = useAction<object>((body) => patch(reviewPaths.pupil(pupil.id), body));
  const leave = useAction<object>((body) => post(reviewPaths.leave(pupil.id), body));
  const problems = apiErrorOf(save.error)?.fields ?? {};
  const stored = (field: SlipField): string => (field === 'personalNumber' ? '' : pupil[field]);
  const press = async (): Promise<void> => {
    if (await save.run({ version: pupil.version, values: typed, ...(className !== pupil.className && { className }) })) notify('mua.review.saved', { type: 'success' });
  };
  return (
    <Panel title={t('mua.review.edit')}>
      <Stack spacing={1}>
        {slipFields.map((field) => (
          <TextField key={field} label={t(`mua.slip.${field}`)} value={typed[field] ?? stored(field)} select={field === 'sex'} error={problems[field] !== undefined} helperText={problems[field] ?? (field === 'personalNumber' ? t('mua.review.numberHint') : undefined)}
            {...(field === 'birthDate' ? { type: 'date', slotProps: { inputLabel: { shrink: true } } } : {})} onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}>
            {field === 'sex' ? ['male', 'female'].map((one) => <MenuItem key={one} value={one}>{t(`mua.sex.${one}`)}</MenuItem>) : undefined}
          </TextField>
        ))}
        <TextField label={t('mua.field.className')} value={className} onChange={(event) => setClassName(event.target.value)} />
        <Problem error={save.error} beside={[...slipFields]} />
        <div><Button variant="contained" disabled={save.busy || (Object.keys(typed).length === 0 && className === pupil.className)} onClick={() => void press()}>{t('mua.review.save')}</Button></div>
        <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
          <TextField size="small" fullWidth label={t('mua.review.leaveReason')} value={reason} onChange={(event) => setReason(event.target.value)} />
          <Button color="warning" disabled={leave.busy || reason.trim() === ''} onClick={() => void leave.run({ version: pupil.version, reason })}>{t('mua.review.leave')}</Button>
        </Stack>
        <Problem error={leave.error} />
      </Stack>
    </Panel>
  );
}
