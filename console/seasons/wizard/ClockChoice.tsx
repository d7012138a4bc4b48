import { FormControl, FormControlLabel, FormLabel, MenuItem, Radio, RadioGroup, Stack, Switch, TextField, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { SeasonClock } from '../../../domain/clock.ts';
import { dayLengthText } from '../../shown/time.ts';
import { useLanguage } from '../../shown/use-text.ts';
import { dayLengths } from '../day-lengths.ts';
import type { SeasonDraft } from './draft-season.ts';

const modes = ['live', 'shifted', 'rehearsal'] as const satisfies readonly SeasonClock['mode'][];

/** On which clock the season runs: it is never April when a newcomer comes. */
export function ClockChoice({ draft, change }: { draft: SeasonDraft; change: (part: Partial<SeasonDraft>) => void }) {
  const t = useTranslate();
  const locale = useLanguage();
  return (
    <Stack spacing={2}>
      <FormControl>
        <FormLabel id="clock-label">{t('mua.wizard.clock')}</FormLabel>
        <RadioGroup aria-labelledby="clock-label" value={draft.mode} onChange={(_, mode) => change({ mode: mode as SeasonClock['mode'] })}>
          {modes.map((mode) => (
            <FormControlLabel key={mode} value={mode} control={<Radio />} sx={{ alignItems: 'flex-start', my: 0.5 }}
              label={
                <>
                  <Typography component="span" sx={{ fontWeight: 600, display: 'block', pt: 1 }}>{t(`mua.clock.${mode}`)}</Typography>
                  <Typography component="span" variant="body2" sx={{ color: 'text.secondary' }}>{t(`mua.clock.hint.${mode}`)}</Typography>
                </>
              } />
          ))}
        </RadioGroup>
      </FormControl>
      {draft.mode === 'shifted' && (
        <TextField type="date" required label={t('mua.clock.startsOn')} value={draft.startsOn} onChange={(event) => change({ startsOn: event.target.value, choices: {} })} slotProps={{ inputLabel: { shrink: true } }} sx={{ maxWidth: 260 }} />
      )}
      {draft.mode === 'rehearsal' && (
        <>
          <TextField select label={t('mua.clock.dayLength')} value={draft.dayMs} onChange={(event) => change({ dayMs: Number(event.target.value) })} sx={{ maxWidth: 260 }}>
            {[...new Set([...dayLengths, draft.dayMs])].map((ms) => <MenuItem key={ms} value={ms}>{dayLengthText(ms, locale)}</MenuItem>)}
          </TextField>
          <FormControlLabel label={t('mua.colleagues.all')} control={<Switch checked={draft.colleagues} onChange={(event) => change({ colleagues: event.target.checked })} />} />
        </>
      )}
    </Stack>
  );
}
