import { Button, Stack, TextField } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Task } from '../provider/records.ts';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';

type Verdict = { as: 'accept' | 'return'; note: string; version: number };

/** The tier above accepts what was sent, or returns it and says what to mend. */
export function TaskReview({ task }: { task: Task }) {
  const t = useTranslate();
  const notify = useNotify();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const decide = useAction<Verdict>(({ as, note: said, version }, key) =>
    as === 'accept'
      ? post(paths.taskAccept(task.id), { version, ...(said ? { note: said } : {}) }, key)
      : post(paths.taskReturn(task.id), { version, reason: said }, key),
  );
  const press = async (as: Verdict['as']): Promise<void> => {
    const said = note.trim();
    setMissing(as === 'return' && said === '');
    if (as === 'return' && said === '') return;
    if (await decide.run({ as, note: said, version: task.version })) notify(as === 'accept' ? 'mua.task.acceptedOne' : 'mua.task.returnedOne', { type: 'success' });
  };
  return (
    <Panel title={t('mua.task.review')}>
      <TextField
        fullWidth multiline minRows={2} label={t('mua.task.note')} value={note} error={missing}
        helperText={missing ? t('mua.task.reasonNeeded') : t('mua.task.noteHint')}
        onChange={(event) => setNote(event.target.value)}
      />
      <Problem error={decide.error} {...(decide.retry ? { onRetry: () => void decide.retry?.() } : {})} />
      <Stack direction="row" spacing={1} useFlexGap sx={{ mt: 1, flexWrap: 'wrap' }}>
        <Button variant="contained" disabled={decide.busy} onClick={() => void press('accept')}>{t('mua.task.accept')}</Button>
        {task.can.includes('return') && <Button variant="outlined" color="warning" disabled={decide.busy} onClick={() => void press('return')}>{t('mua.task.return')}</Button>}
      </Stack>
    </Panel>
  );
}
