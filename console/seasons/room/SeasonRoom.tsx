import { Box, Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { Season, StepRow } from '../../provider/records.ts';
import { Page } from '../../shown/Page.tsx';
import { Panel } from '../../shown/Panel.tsx';
import { RehearsalChip } from '../../shown/RehearsalChip.tsx';
import { StateChip } from '../../shown/StateChip.tsx';
import { WorkflowLink } from '../../shown/WorkflowLink.tsx';
import { useSeasonNow } from '../season-now.ts';
import { ChangeHistory } from './ChangeHistory.tsx';
import { ColleaguesPanel } from './ColleaguesPanel.tsx';
import { LatePanel } from './LatePanel.tsx';
import { SeasonActions } from './SeasonActions.tsx';
import { SeasonClockCard } from './SeasonClockCard.tsx';
import { StepPanel } from './StepPanel.tsx';
import { Timeline } from './Timeline.tsx';

/** The season room: where it stands, what comes next, who is late, and what may be changed. */
export function SeasonRoom({ season }: { season: Season }) {
  const t = useTranslate();
  const now = useSeasonNow(season);
  const [parameters] = useSearchParams();
  // In the plan's own order; what was added stands last.
  const place = (step: StepRow): number => season.plan.steps.findIndex((one) => one.key === step.key);
  const steps = season.steps.toSorted((a, b) => (place(a) < 0 ? 999 : place(a)) - (place(b) < 0 ? 999 : place(b)));
  const busiest = season.steps.find((step) => step.phase === 'grace') ?? season.steps.find((step) => step.phase === 'open') ?? steps[0];
  const [chosen, setChosen] = useState<string | null>(parameters.get('step'));
  const step = season.steps.find((one) => one.key === chosen) ?? busiest;
  return (
    <Page
      title={season.title}
      rehearsal={season.rehearsal}
      intro={
        <Stack component="span" direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
          <StateChip of="season" state={season.state} />
          {season.rehearsal && <RehearsalChip />}
          <span>{season.plan.source.short} · {season.year}</span>
        </Stack>
      }
      actions={<><SeasonActions season={season} /><WorkflowLink url={season.workflowUrl} /></>}
    >
      <Stack spacing={2}>
        <SeasonClockCard season={season} now={now} />
        <Panel title={t('mua.room.timeline')}>
          <Timeline steps={steps} now={now} chosen={step?.key ?? null} onChoose={setChosen} />
        </Panel>
        <Box sx={{ display: 'grid', gap: 2, alignItems: 'start', gridTemplateColumns: { xs: 'minmax(0,1fr)', lg: 'minmax(0,3fr) minmax(0,2fr)' } }}>
          {step && <StepPanel key={step.key} season={season} step={step} />}
          <Stack spacing={2}>
            <LatePanel seasonId={season.id} />
            {season.rehearsal && <ColleaguesPanel season={season} />}
            <ChangeHistory season={season} />
          </Stack>
        </Box>
      </Stack>
    </Page>
  );
}
