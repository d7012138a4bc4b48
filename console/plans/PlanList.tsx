import { Box, Button, Card, CardActions, CardContent, Typography } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { Link } from 'react-router-dom';
import type { Plan } from '../../domain/plan.ts';
import { Page } from '../shown/Page.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useText } from '../shown/use-text.ts';

export function PlanList() {
  const t = useTranslate();
  const text = useText();
  const { data: plans = [], error } = useGetList<Plan & { id: string }>('plans', { pagination: { page: 1, perPage: 50 } });
  return (
    <Page title={t('resources.plans.name', { smart_count: 2 })} intro={t('mua.plans.intro')}>
      <Problem error={error} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: 'repeat(auto-fill, minmax(360px, 1fr))' } }}>
        {plans.map((plan) => (
          <Card key={plan.key} component="article" sx={{ display: 'flex', flexDirection: 'column' }}>
            <CardContent sx={{ flex: 1 }}>
              <Typography variant="h2" sx={{ fontSize: '1.1rem' }}>{text(plan.title)}</Typography>
              <Typography variant="body2" sx={{ color: 'text.secondary', mt: 0.5 }}>{plan.source.document} · {text(plan.source.issuer)}</Typography>
              <Typography sx={{ mt: 1 }}>{t('mua.plans.steps', { smart_count: plan.steps.length })} · {t('mua.plans.duties', { smart_count: plan.steps.reduce((sum, step) => sum + step.duties.length, 0) })}</Typography>
              <Typography variant="body2">{plan.tiers.map((tier) => t(`mua.tier.${tier}`)).join(' → ')}{plan.repeats === 'yearly' && ` · ${t('mua.plans.yearly')}`}</Typography>
            </CardContent>
            <CardActions><Button component={Link} to={`/plans/${plan.key}`} aria-label={`${t('mua.plans.see')}: ${text(plan.title)}`}>{t('mua.plans.see')}</Button></CardActions>
          </Card>
        ))}
      </Box>
    </Page>
  );
}
