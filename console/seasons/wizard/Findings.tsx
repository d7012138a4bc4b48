import { Alert, AlertTitle, Button, Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { Plan } from '../../../domain/plan.ts';
import type { PlanCheck } from '../../provider/records.ts';
import { useText } from '../../shown/use-text.ts';

/** What `checkPlan` finds: what it is, and how it is mended. Errors forbid the launch. */
export function Findings({ check, plan, onStep }: { check: PlanCheck | undefined; plan: Plan | undefined; onStep?: (key: string) => void }) {
  const t = useTranslate();
  const text = useText();
  if (!check) return <div role="status">{t('ra.message.loading')}</div>;
  if (check.findings.length === 0) return <Alert severity="success">{t('mua.wizard.noFindings')}</Alert>;
  const sorted = [...check.findings].sort((a, b) => a.severity.localeCompare(b.severity));
  return (
    <Stack spacing={1} role="status">
      {sorted.map((one, index) => {
        const step = plan?.steps.find((candidate) => candidate.key === one.stepKey);
        return (
          <Alert key={`${one.code}-${one.stepKey}-${index}`} severity={one.severity}
            action={step && onStep && <Button color="inherit" size="small" onClick={() => onStep(step.key)}>{t('mua.wizard.goTo', { number: step.number })}</Button>}>
            <AlertTitle sx={{ mb: 0 }}>{t(`mua.wizard.severity.${one.severity}`)}{step && ` · ${t('mua.step', { number: step.number })}`}</AlertTitle>
            {text(one.message)} {text(one.fix)}
          </Alert>
        );
      })}
    </Stack>
  );
}
