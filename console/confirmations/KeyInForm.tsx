import { Box, Button, Checkbox, FormControl, FormControlLabel, FormLabel, MenuItem, Radio, RadioGroup, TextField, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { slipFields } from '../../domain/confirmation.ts';
import type { SlipField } from '../../domain/confirmation.ts';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Confirmation } from '../provider/records.ts';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { useLanguage } from '../shown/use-text.ts';
import { slipText } from './slip-text.ts';

type KeyIn = { answer: 'confirm' | 'dispute'; fields?: { field: SlipField; proposed: string }[]; note?: string };

/** The clerk keys in what a parent wrote on the paper slip. */
export function KeyInForm({ confirmation: one }: { confirmation: Confirmation }) {
  const t = useTranslate();
  const locale = useLanguage();
  const notify = useNotify();
  const [answer, setAnswer] = useState<'confirm' | 'dispute' | null>(null);
  const [wrong, setWrong] = useState<Partial<Record<SlipField, string>>>({});
  const [note, setNote] = useState('');
  const send = useAction<KeyIn>((body, key) => post(paths.confirmationKeyIn(one.id), body, key));
  const fields = slipFields.flatMap((field) => (wrong[field] === undefined ? [] : [{ field, proposed: wrong[field].trim() }]));
  const ready = answer === 'confirm' || (answer === 'dispute' && fields.length > 0 && fields.every((field) => field.proposed !== ''));
  const press = async (): Promise<void> => {
    const body: KeyIn = { answer: answer ?? 'confirm', ...(answer === 'dispute' ? { fields } : {}), ...(note.trim() ? { note: note.trim() } : {}) };
    if (await send.run(body)) notify('mua.confirmations.keyedIn', { type: 'success' });
  };
  const toggle = (field: SlipField, on: boolean): void => setWrong({ ...wrong, [field]: on ? '' : undefined });
  return (
    <Panel title={t('mua.confirmations.keyIn')}>
      <Typography sx={{ color: 'text.secondary', mb: 1 }}>{t('mua.confirmations.keyInHint')}</Typography>
      <FormControl>
        <FormLabel id="answer-label">{t('mua.confirmations.parentSays')}</FormLabel>
        <RadioGroup aria-labelledby="answer-label" value={answer ?? ''} onChange={(_, value) => setAnswer(value as 'confirm' | 'dispute')}>
          <FormControlLabel value="confirm" control={<Radio />} label={t('mua.confirmations.allRight')} />
          <FormControlLabel value="dispute" control={<Radio />} label={t('mua.confirmations.somethingWrong')} />
        </RadioGroup>
      </FormControl>
      {answer === 'dispute' && slipFields.map((field) => (
        <Box key={field} sx={{ borderTop: 1, borderColor: 'divider', py: 0.5 }}>
          <FormControlLabel label={`${t(`mua.slip.${field}`)}: ${slipText(field, one.slip?.[field] ?? '', locale, t)}`}
            control={<Checkbox checked={wrong[field] !== undefined} onChange={(event) => toggle(field, event.target.checked)} slotProps={{ input: { 'aria-label': t(`mua.slip.${field}`) } }} />} />
          {wrong[field] !== undefined && (
            <TextField fullWidth required label={t('mua.confirmations.rightValue', { field: t(`mua.slip.${field}`) })} value={wrong[field]} onChange={(event) => setWrong({ ...wrong, [field]: event.target.value })}
              {...(field === 'birthDate' ? { type: 'date', slotProps: { inputLabel: { shrink: true } } } : {})} {...(field === 'sex' ? { select: true } : {})}>
              {field === 'sex' ? (['male', 'female'] as const).map((sex) => <MenuItem key={sex} value={sex}>{t(`mua.sex.${sex}`)}</MenuItem>) : undefined}
            </TextField>
          )}
        </Box>
      ))}
      <TextField fullWidth multiline label={t('mua.confirmations.note')} value={note} onChange={(event) => setNote(event.target.value)} />
      <Problem error={send.error} {...(send.retry ? { onRetry: () => void send.retry?.() } : {})} />
      <Button variant="contained" disabled={!ready || send.busy} onClick={() => void press()} sx={{ mt: 1 }}>{t('mua.confirmations.save')}</Button>
    </Panel>
  );
}
