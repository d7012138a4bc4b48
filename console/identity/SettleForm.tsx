import { Button, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { identityReasons } from '../../domain/identity.ts';
import type { IdentityReason } from '../../domain/identity.ts';
import { post } from '../provider/http.ts';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { Tick } from '../shown/Tick.tsx';
import { useAction } from '../shown/use-action.ts';
import { identityPaths } from './paths.ts';
import type { Identity } from './records.ts';
import { ThreeSides } from './ThreeSides.tsx';
import type { Choices } from './ThreeSides.tsx';

/** A reason code out of the list: why it stands so. */
export function ReasonField({ value, onChange }: { value: IdentityReason | ''; onChange: (reason: IdentityReason) => void }) {
  const t = useTranslate();
  return (
    <TextField select required fullWidth label={t('mua.identity.reason')} value={value} onChange={(event) => onChange(event.target.value as IdentityReason)}>
      {identityReasons.map((one) => <MenuItem key={one} value={one}>{t(`mua.identity.reasons.${one}`)}</MenuItem>)}
    </TextField>
  );
}

/** The three sides, and for the school the decision beneath them: chosen values, the newest number, the reason. */
export function SettleForm({ identity }: { identity: Identity }) {
  const t = useTranslate();
  const notify = useNotify();
  const may = identity.can.includes('settle');
  const [choices, setChoices] = useState<Choices>({});
  const [number, setNumber] = useState('');
  const [knownWrong, setKnownWrong] = useState(identity.sector?.numberKnownWrong ?? false);
  const [reason, setReason] = useState<IdentityReason | ''>(identity.reason ?? '');
  const [note, setNote] = useState(identity.note ?? '');
  const settle = useAction<Record<string, unknown>>((body) => post(identityPaths.act(identity.id, 'settle'), body));
  const press = async (): Promise<void> => {
    const body = { choices, number: number.trim() || null, numberKnownWrong: knownWrong, reason, note: note.trim() || null, version: identity.version };
    if (await settle.run(body)) notify('mua.identity.settled', { type: 'success' });
  };
  return (
    <Panel title={t('mua.identity.sides')}>
      <ThreeSides identity={identity} choices={choices} onChoose={may ? setChoices : null} />
      {may && (
        <Stack spacing={2} sx={{ mt: 2, maxWidth: 640 }}>
          <Typography sx={{ color: 'text.secondary' }}>{t('mua.identity.chooseHint')}</Typography>
          <TextField label={t('mua.identity.number')} helperText={t('mua.identity.numberHint')} value={number} onChange={(event) => setNumber(event.target.value)} slotProps={{ htmlInput: { inputMode: 'numeric', autoComplete: 'off', maxLength: 20 } }} />
          <Tick label={t('mua.identity.knownWrong')} checked={knownWrong} onChange={(_, checked) => setKnownWrong(checked)} />
          <ReasonField value={reason} onChange={setReason} />
          <TextField multiline minRows={2} label={t('mua.identity.note')} value={note} onChange={(event) => setNote(event.target.value)} slotProps={{ htmlInput: { maxLength: 1000 } }} />
          <Problem error={settle.error} {...(settle.retry ? { onRetry: () => void settle.retry?.() } : {})} />
          <Button variant="contained" size="large" disabled={reason === '' || settle.busy} onClick={() => void press()}>{t('mua.identity.settle')}</Button>
        </Stack>
      )}
    </Panel>
  );
}
