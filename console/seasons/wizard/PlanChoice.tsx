import { FormControl, FormControlLabel, FormLabel, Radio, RadioGroup, Stack, TextField, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { Plan } from '../../../domain/plan.ts';
import { useText } from '../../shown/use-text.ts';
import type { SeasonDraft } from './draft-season.ts';

type Props = { plans: readonly Plan[]; draft: SeasonDraft; change: (part: Partial<SeasonDraft>) => void; locked: boolean };

export function PlanChoice({ plans, draft, change, locked }: Props) {
  const t = useTranslate();
  const text = useText();
  const titled = (plan: Plan, year: number): string => `${text(plan.title).replace(/[\s,–-]*\d{4}(\s*[–-]\s*\d{4})?$/, '')} ${year}`;
  const pick = (key: string): void => {
    const plan = plans.find((one) => one.key === key);
    if (!plan) return;
    // Another plan, other steps: choices made for the old one mean nothing.
    change({ planKey: key, choices: {}, year: plan.year, title: titled(plan, plan.year) });
  };
  return (
    <Stack spacing={2}>
      <FormControl disabled={locked}>
        <FormLabel id="plan-label">{t('mua.wizard.choosePlan')}</FormLabel>
        <RadioGroup aria-labelledby="plan-label" value={draft.planKey ?? ''} onChange={(_, key) => pick(key)}>
          {plans.map((plan) => (
            <FormControlLabel key={plan.key} value={plan.key} control={<Radio />} sx={{ alignItems: 'flex-start', my: 0.5 }}
              label={
                <>
                  <Typography component="span" sx={{ fontWeight: 600, display: 'block', pt: 1 }}>{text(plan.title)}</Typography>
                  <Typography component="span" variant="body2" sx={{ color: 'text.secondary' }}>{plan.source.document} · {t('mua.plans.steps', { smart_count: plan.steps.length })} · {plan.tiers.map((tier) => t(`mua.tier.${tier}`)).join(' → ')}</Typography>
                </>
              } />
          ))}
        </RadioGroup>
      </FormControl>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField type="number" label={t('mua.field.year')} value={draft.year} onChange={(event) => change({ year: Number(event.target.value), choices: {} })} slotProps={{ htmlInput: { min: 2023, max: 2100 } }} />
        <TextField fullWidth required label={t('mua.wizard.name')} value={draft.title} onChange={(event) => change({ title: event.target.value })} />
      </Stack>
    </Stack>
  );
}
