import { Box, Button, Chip, Stack, TextField, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { Plan, Step } from '../../../domain/plan.ts';
import type { Choices, PlanCheck } from '../../provider/records.ts';
import { closingText, fromInput, toInput, toIso } from '../../shown/time.ts';
import { useClause, useLanguage, useText } from '../../shown/use-text.ts';
import { MonthCalendar } from './MonthCalendar.tsx';

type Props = {
  plan: Plan;
  check: PlanCheck | undefined;
  choices: Choices;
  chosen: string | null;
  onChoose: (key: string) => void;
  onChange: (choices: Choices) => void;
};

/** Each step's window as two inputs, and beside them a month calendar on which the chosen step is set day by day. */
export function WindowEditor({ plan, check, choices, chosen, onChoose, onChange }: Props) {
  const t = useTranslate();
  const windows = new Map(check?.steps.map((step) => [step.key, step]) ?? []);
  const set = (key: string, part: { opensAt?: string; closesAt?: string }): void => {
    const now = choices[key] ?? windows.get(key)?.window;
    if (now) onChange({ ...choices, [key]: { opensAt: now.opensAt, closesAt: now.closesAt, ...part } });
  };
  const reset = (key: string): void => onChange(Object.fromEntries(Object.entries(choices).filter(([one]) => one !== key)));
  if (!check) return <div role="status">{t('ra.message.loading')}</div>;
  const step = plan.steps.find((one) => one.key === chosen) ?? plan.steps.find((one) => windows.get(one.key)?.vague) ?? plan.steps[0];
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: 'minmax(0,1fr)', lg: 'minmax(0,3fr) minmax(0,2fr)' }, alignItems: 'start' }}>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {plan.steps.map((one) => (
          <StepWindow key={one.key} step={one} shown={choices[one.key] ?? windows.get(one.key)?.window} vague={windows.get(one.key)?.vague ?? false}
            own={choices[one.key] !== undefined} active={one.key === step?.key} onChoose={() => onChoose(one.key)} onSet={(part) => set(one.key, part)} onReset={() => reset(one.key)} />
        ))}
      </Box>
      {step && <MonthCalendar key={step.key} plan={plan} step={step} windows={new Map(check.steps.map((one) => [one.key, choices[one.key] ?? one.window]))} onSet={(part) => set(step.key, part)} />}
    </Box>
  );
}

type WindowProps = {
  step: Step;
  shown: { opensAt: string; closesAt: string } | undefined;
  vague: boolean;
  own: boolean;
  active: boolean;
  onChoose: () => void;
  onSet: (part: { opensAt?: string; closesAt?: string }) => void;
  onReset: () => void;
};

function StepWindow({ step, shown, vague, own, active, onChoose, onSet, onReset }: WindowProps) {
  const t = useTranslate();
  const text = useText();
  const cited = useClause();
  const locale = useLanguage();
  const field = (edge: 'opensAt' | 'closesAt') => (
    <TextField size="small" margin="none" fullWidth type="datetime-local" label={t(edge === 'opensAt' ? 'mua.window.opens' : 'mua.window.closes')} value={shown ? toInput(shown[edge]) : ''} onFocus={onChoose}
      onChange={(event) => { const at = fromInput(event.target.value); if (at !== null) onSet({ [edge]: toIso(at) }); }}
      slotProps={{ inputLabel: { shrink: true }, htmlInput: { 'aria-label': `${t('mua.step', { number: step.number })}: ${t(edge === 'opensAt' ? 'mua.window.opens' : 'mua.window.closes')}` } }} />
  );
  return (
    <Box component="li" sx={{ py: 1.5, px: 1.5, borderTop: 1, borderColor: 'divider', borderRadius: 2, bgcolor: active ? 'action.selected' : undefined }}>
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center', mb: 1 }}>
        <Typography sx={{ fontWeight: 600, flex: 1, minWidth: 180 }}>{step.number}. {text(step.title)}</Typography>
        {vague && <Chip size="small" color={own ? 'success' : 'warning'} variant="outlined" label={t(own ? 'mua.window.chosen' : 'mua.window.vague')} />}
        {own && <Button size="small" onClick={onReset}>{t('mua.window.reset')}</Button>}
        {vague && !own && shown && <Button size="small" onClick={() => onSet({})}>{t('mua.window.keep')}</Button>}
        {!active && <Button size="small" onClick={onChoose}>{t('mua.window.onCalendar')}</Button>}
      </Stack>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1.5}>{field('opensAt')}{field('closesAt')}</Stack>
      {shown && <Typography variant="body2" sx={{ color: 'text.secondary', mt: 0.5 }}>{t('mua.window.until', { when: closingText(shown.closesAt, locale) })} · {cited(step.clause)}</Typography>}
    </Box>
  );
}
