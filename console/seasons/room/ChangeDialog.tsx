import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { DirectivePicker } from '../../directives/DirectivePicker.tsx';
import { post } from '../../provider/http.ts';
import { paths } from '../../provider/paths.ts';
import type { Season, StepRow } from '../../provider/records.ts';
import { Problem } from '../../shown/Problem.tsx';
import { RehearsalBanner } from '../../shown/RehearsalBanner.tsx';
import { closingText, fromInput, toInput, toIso } from '../../shown/time.ts';
import { useAction } from '../../shown/use-action.ts';
import { useLanguage, useText } from '../../shown/use-text.ts';

type Kind = 'extend' | 'shorten' | 'skip' | 'pause' | 'resume';
type Change = { kind: Kind; stepKey?: string; closesAt?: string; directiveId?: string };

/** A change to a running season: what it was, what it becomes, and the directive that says so. */
export function ChangeDialog({ season, step, kind, onClose }: { season: Season; step: StepRow | null; kind: Kind; onClose: () => void }) {
  const t = useTranslate();
  const text = useText();
  const locale = useLanguage();
  const notify = useNotify();
  const moves = step !== null && (kind === 'extend' || kind === 'shorten');
  const [closes, setCloses] = useState(step ? toInput(step.closesAt) : '');
  const [directiveId, setDirectiveId] = useState<string | null>(null);
  const change = useAction<Change>((body, key) => post(paths.seasonChanges(season.id), body, key));
  const at = fromInput(closes);
  const old = step ? Date.parse(step.closesAt) : 0;
  // The date that stands there at first is no mistake of anybody; it only changes nothing.
  const wrong = moves && at !== null && (kind === 'extend' ? at < old : at > old);
  const ready = directiveId !== null && (!moves || (at !== null && at !== old && !wrong));
  const press = async (): Promise<void> => {
    const body: Change = { kind, ...(step ? { stepKey: step.key } : {}), ...(moves && at !== null ? { closesAt: toIso(at) } : {}), ...(directiveId ? { directiveId } : {}) };
    if (!(await change.run(body))) return;
    notify('mua.change.done', { type: 'success' });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="change-title">
      <DialogTitle id="change-title">{t(`mua.change.${kind}`)}{step && ` – ${t('mua.step', { number: step.number })}`}</DialogTitle>
      <DialogContent>
        {season.rehearsal && <RehearsalBanner inDialog />}
        {step && <Typography sx={{ mb: 1 }}>{text(step.title)}. {t('mua.change.now')}: <strong>{closingText(step.closesAt, locale)}</strong>.</Typography>}
        <Typography sx={{ color: 'text.secondary', mb: 1 }}>{t(`mua.change.hint.${kind}`)}</Typography>
        {moves && (
          <TextField fullWidth required type="datetime-local" label={t('mua.change.newCloses')} value={closes} error={wrong}
            helperText={wrong ? t(`mua.change.wrong.${kind}`) : at !== null ? t('mua.change.means', { when: closingText(at, locale) }) : undefined}
            onChange={(event) => setCloses(event.target.value)} slotProps={{ inputLabel: { shrink: true } }} />
        )}
        <DirectivePicker value={directiveId} onChange={setDirectiveId} />
        <Problem error={change.error} {...(change.retry ? { onRetry: () => void change.retry?.() } : {})} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
        <Button variant="contained" color={kind === 'skip' ? 'error' : 'primary'} disabled={!ready || change.busy} onClick={() => void press()}>{t(`mua.change.${kind}`)}</Button>
      </DialogActions>
    </Dialog>
  );
}
