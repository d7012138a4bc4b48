import { Accordion, AccordionDetails, AccordionSummary, Box, Chip, Stack, Typography } from '@mui/material';
import ExpandIcon from '@mui/icons-material/ExpandMore';
import { useTranslate } from 'ra-core';
import { useParams } from 'react-router-dom';
import type { Duty, Plan, Step } from '../../domain/plan.ts';
import { paths } from '../provider/paths.ts';
import { useApi } from '../provider/use-api.ts';
import { usePlanCheck } from '../seasons/wizard/use-plan-check.ts';
import { Facts } from '../shown/Facts.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Page } from '../shown/Page.tsx';
import { Problem } from '../shown/Problem.tsx';
import { closingText, dateText } from '../shown/time.ts';
import { useClause, useLanguage, useText } from '../shown/use-text.ts';

/** A plan, read only: its steps, and what each asks of whom. */
export function PlanPage() {
  const t = useTranslate();
  const text = useText();
  const cited = useClause();
  const locale = useLanguage();
  const { key = '' } = useParams();
  const { data: plan, error } = useApi<Plan>(paths.plan(key));
  const check = usePlanCheck(plan ? plan.key : null, plan?.year ?? 2023, {}, 'live', {}).data;
  if (error) return <Page title={t('resources.plans.name', { smart_count: 1 })}><Problem error={error} /></Page>;
  if (!plan) return <Loading />;
  const when = (step: Step): string => {
    const window = check?.steps.find((one) => one.key === step.key)?.window;
    return window ? `${dateText(window.opensAt, locale)} → ${closingText(window.closesAt, locale)}` : '';
  };
  return (
    <Page title={text(plan.title)} intro={`${plan.source.document} · ${text(plan.source.issuer)} · ${plan.year}`}>
      {plan.steps.map((step) => (
        <Accordion key={step.key} disableGutters variant="outlined" slotProps={{ heading: { component: 'h2' } }}>
          <AccordionSummary expandIcon={<ExpandIcon />}>
            <Box>
              <Typography component="span" sx={{ fontWeight: 600, display: 'block' }}>{step.number}. {text(step.title)}</Typography>
              <Stack component="span" direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', color: 'text.secondary', fontSize: '0.875rem', alignItems: 'center' }}>
                <span>{when(step)}</span>
                {step.window.vague && <Chip size="small" variant="outlined" color="warning" label={t('mua.window.vague')} />}
                <span>{t('mua.plans.duties', { smart_count: step.duties.length })}</span>
              </Stack>
            </Box>
          </AccordionSummary>
          <AccordionDetails>
            <Typography>{text(step.summary)} <Typography component="span" variant="body2" sx={{ color: 'text.secondary' }}>({cited(step.clause)})</Typography></Typography>
            {step.duties.map((duty) => <DutyCard key={duty.key} duty={duty} />)}
          </AccordionDetails>
        </Accordion>
      ))}
    </Page>
  );
}

function DutyCard({ duty }: { duty: Duty }) {
  const t = useTranslate();
  const text = useText();
  const cited = useClause();
  return (
    <Box sx={{ mt: 2, pl: 2, borderInlineStart: 4, borderColor: 'primary.main' }}>
      <Typography variant="h3">{text(duty.title)}</Typography>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
        {t(`mua.kind.${duty.kind}`)} · {t(`mua.tier.${duty.owner}`)} · {t(`mua.plans.review.${duty.review}`)}
      </Typography>
      <Facts of={[
        [t('mua.task.why'), text(duty.why)],
        [t('mua.task.how'), text(duty.how)],
        [t('mua.task.ifLate'), text(duty.ifLate)],
        [t('mua.task.legalBasis'), `${text(duty.legalBasis)} (${cited(duty.clause)})`],
        [t('mua.task.cooperating'), duty.cooperating.map(text).join(', ')],
      ]} />
    </Box>
  );
}
