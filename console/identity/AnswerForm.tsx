import { Button, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../provider/http.ts';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { identityPaths } from './paths.ts';
import type { Identity } from './records.ts';

type Draft = { found: 'yes' | 'no'; fullName: string; birthDate: string; sex: 'male' | 'female' | ''; address: string };

/** An officer who reads the population database enters what it says. */
export function AnswerForm({ identity }: { identity: Identity }) {
  const t = useTranslate();
  const notify = useNotify();
  const [draft, setDraft] = useState<Draft>({ found: 'yes', fullName: '', birthDate: '', sex: '', address: '' });
  const set = (changed: Partial<Draft>): void => setDraft({ ...draft, ...changed });
  const answer = useAction<Record<string, unknown>>((body) => post(identityPaths.act(identity.id, 'answer'), body));
  const { found, ...record } = draft;
  const ready = found === 'no' || draft.fullName.trim() !== '';
  const press = async (): Promise<void> => {
    const said = found === 'no' ? { found: false } : { found: true, record };
    if (await answer.run({ answer: said, version: identity.version })) notify('mua.identity.answered', { type: 'success' });
  };
  return (
    <Panel title={t('mua.identity.byHand')}>
      <Stack spacing={2} sx={{ maxWidth: 640 }}>
        <Typography>{t('mua.identity.byHandHint')}</Typography>
        <TextField select label={t('mua.identity.found')} value={found} onChange={(event) => set({ found: event.target.value === 'no' ? 'no' : 'yes' })}>
          <MenuItem value="yes">{t('mua.identity.foundYes')}</MenuItem>
          <MenuItem value="no">{t('mua.identity.foundNo')}</MenuItem>
        </TextField>
        {found === 'yes' && (
          <>
            <TextField required label={t('mua.identity.field.fullName')} value={draft.fullName} onChange={(event) => set({ fullName: event.target.value })} />
            <TextField type="date" label={t('mua.identity.field.birthDate')} value={draft.birthDate} onChange={(event) => set({ birthDate: event.target.value })} slotProps={{ inputLabel: { shrink: true } }} />
            <TextField select label={t('mua.identity.field.sex')} value={draft.sex} onChange={(event) => set({ sex: event.target.value === 'male' ? 'male' : 'female' })}>
              {(['male', 'female'] as const).map((one) => <MenuItem key={one} value={one}>{t(`mua.sex.${one}`)}</MenuItem>)}
            </TextField>
            <TextField label={t('mua.identity.field.address')} value={draft.address} onChange={(event) => set({ address: event.target.value })} />
          </>
        )}
        <Problem error={answer.error} />
        <Button variant="outlined" disabled={!ready || answer.busy} onClick={() => void press()}>{t('mua.identity.enter')}</Button>
      </Stack>
    </Panel>
  );
}
