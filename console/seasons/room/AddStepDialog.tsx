import { Button, Dialog, DialogActions, DialogContent, DialogTitle, MenuItem, Stack, TextField } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { DAY } from '../../../domain/instant.ts';
import type { Step } from '../../../domain/plan.ts';
import type { Tier } from '../../../domain/tier.ts';
import { DirectivePicker } from '../../directives/DirectivePicker.tsx';
import { post } from '../../provider/http.ts';
import { paths } from '../../provider/paths.ts';
import type { Season } from '../../provider/records.ts';
import { Problem } from '../../shown/Problem.tsx';
import { RehearsalBanner } from '../../shown/RehearsalBanner.tsx';
import { fromInput, toInput, toIso } from '../../shown/time.ts';
import { useAction } from '../../shown/use-action.ts';
import { addedStep } from './added-step.ts';
import type { AddedStep } from './added-step.ts';

type Change = { kind: 'add-step'; step: Step; opensAt: string; closesAt: string; directiveId: string };
const kinds = ['acknowledge', 'submit', 'report'] as const;

export function AddStepDialog({ season, onClose }: { season: Season; onClose: () => void }) {
  const t = useTranslate();
  const notify = useNotify();
  const start = Math.ceil(Date.parse(season.seasonNow) / DAY) * DAY - 7 * 3_600_000 + DAY;
  const [title, setTitle] = useState('');
  const [what, setWhat] = useState('');
  const [owner, setOwner] = useState<Tier>('school');
  const [kind, setKind] = useState<AddedStep['kind']>('acknowledge');
  const [opens, setOpens] = useState(toInput(start));
  const [closes, setCloses] = useState(toInput(start + 7 * DAY));
  const [directive, setDirective] = useState<{ id: string; number: string } | null>(null);
  const change = useAction<Change>((body, key) => post(paths.seasonChanges(season.id), body, key));
  const [opensAt, closesAt] = [fromInput(opens), fromInput(closes)];
  const ready = title.trim() !== '' && what.trim() !== '' && opensAt !== null && closesAt !== null && opensAt < closesAt && directive !== null;
  const press = async (): Promise<void> => {
    if (!ready) return;
    const step = addedStep({ title: title.trim(), what: what.trim(), owner, kind, opensAt, closesAt }, season, directive.number);
    if (!(await change.run({ kind: 'add-step', step, opensAt: toIso(opensAt), closesAt: toIso(closesAt), directiveId: directive.id }))) return;
    notify('mua.change.done', { type: 'success' });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="add-step-title">
      <DialogTitle id="add-step-title">{t('mua.change.add-step')}</DialogTitle>
      <DialogContent>
        {season.rehearsal && <RehearsalBanner inDialog />}
        <TextField fullWidth required label={t('mua.added.title')} value={title} onChange={(event) => setTitle(event.target.value)} />
        <TextField fullWidth required multiline minRows={2} label={t('mua.added.what')} helperText={t('mua.added.whatHint')} value={what} onChange={(event) => setWhat(event.target.value)} />
        <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
          <TextField select fullWidth label={t('mua.added.owner')} value={owner} onChange={(event) => setOwner(event.target.value as Tier)}>
            {season.plan.tiers.map((tier) => <MenuItem key={tier} value={tier}>{t(`mua.tier.${tier}`)}</MenuItem>)}
          </TextField>
          <TextField select fullWidth label={t('mua.field.kind')} value={kind} onChange={(event) => setKind(event.target.value as AddedStep['kind'])}>
            {kinds.map((one) => <MenuItem key={one} value={one}>{t(`mua.kind.${one}`)}</MenuItem>)}
          </TextField>
        </Stack>
        <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
          <TextField fullWidth type="datetime-local" label={t('mua.window.opens')} value={opens} onChange={(event) => setOpens(event.target.value)} slotProps={{ inputLabel: { shrink: true } }} />
          <TextField fullWidth type="datetime-local" label={t('mua.window.closes')} value={closes} onChange={(event) => setCloses(event.target.value)} slotProps={{ inputLabel: { shrink: true } }} />
        </Stack>
        <DirectivePicker value={directive?.id ?? null} onChange={(id, chosen) => setDirective(id === null || !chosen ? null : { id, number: chosen.number })} />
        <Problem error={change.error} {...(change.retry ? { onRetry: () => void change.retry?.() } : {})} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
        <Button variant="contained" disabled={!ready || change.busy} onClick={() => void press()}>{t('mua.change.add-step')}</Button>
      </DialogActions>
    </Dialog>
  );
}
