import { Breadcrumbs, Button, Link, Stack, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { paths } from '../../provider/paths.ts';
import type { ProgressRow, Season, StepRow, UnitRef } from '../../provider/records.ts';
import { useSession } from '../../provider/session.ts';
import { useApi } from '../../provider/use-api.ts';
import { Panel } from '../../shown/Panel.tsx';
import { Problem } from '../../shown/Problem.tsx';
import { useClause, useText } from '../../shown/use-text.ts';
import { WorkflowLink } from '../../shown/WorkflowLink.tsx';
import { ProgressRows } from './ProgressRows.tsx';
import { StepActions } from './StepActions.tsx';

/** One step: how far each unit is, from the Sở down to the school, and for confirmations to the class. */
export function StepPanel({ season, step }: { season: Season; step: StepRow }) {
  const t = useTranslate();
  const text = useText();
  const cited = useClause();
  const home = useSession()?.staff.unit;
  const [way, setWay] = useState<UnitRef[]>([]);
  const under = way.at(-1)?.path ?? home?.path;
  const { data: rows, error, refetch } = useApi<ProgressRow[]>(under === undefined ? null : paths.seasonProgress(season.id, step.key, under));
  const planned = season.plan.steps.find((one) => one.key === step.key);
  const filter = encodeURIComponent(JSON.stringify({ seasonId: season.id, stepKey: step.key }));
  return (
    <Panel title={`${t('mua.step', { number: step.number })}: ${text(step.title)}`} action={<WorkflowLink url={step.workflowUrl} />}>
      {planned && <Typography sx={{ mb: 1 }}>{text(planned.summary)} <Typography component="span" variant="body2" sx={{ color: 'text.secondary' }}>({cited(planned.clause)})</Typography></Typography>}
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', mb: 2 }}>
        <Button size="small" variant="outlined" component={RouterLink} to={`/tasks?filter=${filter}`}>{t('mua.room.tasksOfStep')}</Button>
        <StepActions season={season} step={step} />
      </Stack>
      <Breadcrumbs aria-label={t('mua.room.way')} sx={{ mb: 1 }}>
        {[home, ...way].filter((unit) => unit !== undefined).map((unit, index, all) =>
          index === all.length - 1 ? (
            <Typography key={unit.id} sx={{ fontWeight: 600 }}>{unit.name}</Typography>
          ) : (
            <Link key={unit.id} component="button" onClick={() => setWay(way.slice(0, index))}>{unit.name}</Link>
          ),
        )}
      </Breadcrumbs>
      <Problem error={error} onRetry={() => void refetch()} />
      {rows && <ProgressRows rows={rows} opened={['open', 'grace', 'closed'].includes(step.phase)} onEnter={(unit) => setWay([...way, unit])} />}
    </Panel>
  );
}
