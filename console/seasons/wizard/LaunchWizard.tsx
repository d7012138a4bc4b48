import { Box, Button, Card, CardContent, Stack, Step, StepButton, Stepper, useMediaQuery } from '@mui/material';
import type { Theme } from '@mui/material';
import { useGetList, useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { localDateOf } from '../../../domain/instant.ts';
import type { Plan } from '../../../domain/plan.ts';
import { patch, post } from '../../provider/http.ts';
import { paths } from '../../provider/paths.ts';
import type { Season } from '../../provider/records.ts';
import { useItem } from '../../provider/use-api.ts';
import { Loading } from '../../shown/Loading.tsx';
import { Page } from '../../shown/Page.tsx';
import { Problem } from '../../shown/Problem.tsx';
import { useAction } from '../../shown/use-action.ts';
import { usualColleagues } from '../usual-colleagues.ts';
import { ClockChoice } from './ClockChoice.tsx';
import { bodyOf, clockOptionsOf, draftOf, emptyDraft } from './draft-season.ts';
import type { SeasonBody, SeasonDraft } from './draft-season.ts';
import { Findings } from './Findings.tsx';
import { PlanChoice } from './PlanChoice.tsx';
import { usePlanCheck } from './use-plan-check.ts';
import { WindowEditor } from './WindowEditor.tsx';

const stages = ['plan', 'clock', 'windows', 'send'] as const;

/** Preparing a launch: plan and year, clock, windows, then what the check says and sending it for approval. */
export function LaunchWizard() {
  const { id } = useParams();
  const { data: season, error } = useItem<Season>('seasons', id ?? null);
  if (error) return <Problem error={error} />;
  if (id !== undefined && !season) return <Loading />;
  return <Wizard key={id ?? 'new'} season={season ?? null} />;
}

function Wizard({ season }: { season: Season | null }) {
  const t = useTranslate();
  const notify = useNotify();
  const navigate = useNavigate();
  const narrow = useMediaQuery((theme: Theme) => theme.breakpoints.down('md'));
  const [stage, setStage] = useState(season ? 2 : 0);
  const [draft, setDraft] = useState<SeasonDraft>(() => (season ? draftOf(season) : emptyDraft(localDateOf(Date.now()))));
  const [chosenStep, setChosenStep] = useState<string | null>(null);
  const { data: plans = [] } = useGetList<Plan & { id: string }>('plans', { pagination: { page: 1, perPage: 50 } });
  const plan = plans.find((one) => one.key === draft.planKey);
  const check = usePlanCheck(draft.planKey, draft.year, draft.choices, draft.mode, clockOptionsOf(draft));
  const change = (part: Partial<SeasonDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const save = useAction<{ body: SeasonBody; submit: boolean }, Season>(async ({ body, submit }) => {
    const saved = season ? await patch<Season>(paths.item('seasons', season.id), body) : await post<Season>(paths.list('seasons'), body);
    if (submit) await post(paths.seasonSubmit(saved.id));
    return saved;
  });
  const finish = async (submit: boolean): Promise<void> => {
    const saved = await save.run({ body: bodyOf(draft, usualColleagues), submit });
    if (!saved) return;
    notify(submit ? 'mua.approval.submitted' : 'mua.wizard.saved', { type: 'success' });
    void navigate(`/seasons/${saved.id}/show`);
  };
  const errors = check.data?.findings.filter((one) => one.severity === 'error').length ?? 0;
  const ready = draft.planKey !== null && draft.title.trim() !== '' && Number.isInteger(draft.year);
  return (
    <Page title={season ? t('mua.wizard.editTitle') : t('mua.wizard.title')} rehearsal={draft.mode === 'rehearsal'} intro={t('mua.wizard.intro')}>
      <Stepper nonLinear activeStep={stage} orientation={narrow ? 'vertical' : 'horizontal'} sx={{ mb: 2 }}>
        {stages.map((name, index) => (
          <Step key={name} completed={index < stage}>
            <StepButton disabled={index > 0 && !ready} onClick={() => setStage(index)}>{t(`mua.wizard.stage.${name}`)}</StepButton>
          </Step>
        ))}
      </Stepper>
      <Card>
        <CardContent>
          {stage === 0 && <PlanChoice plans={plans} draft={draft} change={change} locked={season !== null} />}
          {stage === 1 && <ClockChoice draft={draft} change={change} />}
          {stage === 2 && plan && <WindowEditor plan={plan} check={check.data} choices={draft.choices} chosen={chosenStep} onChoose={setChosenStep} onChange={(choices) => change({ choices })} />}
          {(stage === 2 || stage === 3) && (
            <Box sx={{ mt: stage === 2 ? 3 : 0 }}>
              <Findings check={check.data} plan={plan} onStep={(key) => { setChosenStep(key); setStage(2); }} />
            </Box>
          )}
          <Problem error={check.error ?? save.error} />
        </CardContent>
      </Card>
      <Stack direction="row" spacing={1} useFlexGap sx={{ mt: 2, flexWrap: 'wrap' }}>
        {stage > 0 && <Button variant="outlined" onClick={() => setStage(stage - 1)}>{t('mua.wizard.back')}</Button>}
        {stage < 3 && <Button variant="contained" disabled={!ready} onClick={() => setStage(stage + 1)}>{t('mua.wizard.next')}</Button>}
        {stage === 3 && <Button variant="contained" disabled={!ready || errors > 0 || save.busy} onClick={() => void finish(true)}>{t('mua.approval.submit')}</Button>}
        {ready && <Button disabled={save.busy} onClick={() => void finish(false)}>{t('mua.wizard.saveDraft')}</Button>}
      </Stack>
    </Page>
  );
}
