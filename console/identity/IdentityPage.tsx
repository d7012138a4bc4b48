import { Alert, Button, Link, Stack, Typography } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { Link as RouterLink, useParams } from 'react-router-dom';
import { paths } from '../provider/paths.ts';
import { useItem } from '../provider/use-api.ts';
import { Facts } from '../shown/Facts.tsx';
import { FileDrop } from '../shown/FileDrop.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { momentText } from '../shown/time.ts';
import { useLanguage, useText } from '../shown/use-text.ts';
import { AnswerForm } from './AnswerForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { IdentityChip } from './IdentityState.tsx';
import { identityPaths } from './paths.ts';
import type { Identity } from './records.ts';
import { RevealButton } from './RevealDialog.tsx';
import { SettleForm } from './SettleForm.tsx';

/** One pupil: what the school, the sector database and the population database say, what was decided, and what is left to do. */
export function IdentityPage() {
  const t = useTranslate();
  const locale = useLanguage();
  const text = useText();
  const client = useQueryClient();
  const { id = '' } = useParams();
  const { data: one, error } = useItem<Identity>('identity', id);
  if (error) return <Page title={t('resources.identity.name', { smart_count: 1 })}><Problem error={error} /></Page>;
  if (!one) return <Loading />;
  return (
    <Page title={one.ours.fullName} intro={`${t('mua.class', { name: one.className })} · ${one.school.name}`}
      actions={<Button component={RouterLink} to={`/pupils/${one.id}/show`}>{t('mua.identity.pupil')}</Button>}>
      <Stack spacing={2}>
        <Panel title={t('mua.identity.stands')} action={one.mayReveal && one.ours.personalNumber ? <RevealButton pupilId={one.id} /> : undefined}>
          <Stack direction="row" sx={{ mb: 1.5 }}><IdentityChip state={one.state} /></Stack>
          <Typography sx={{ mb: 1.5 }}>{t(`mua.identity.stateHint.${one.state}`)}</Typography>
          {one.numberDoubts.map((doubt) => <Alert key={doubt.vi} severity="warning" sx={{ mb: 1.5 }}>{text(doubt)}</Alert>)}
          <Facts columns={2} of={[
            [t('mua.identity.answeredAt'), one.answeredAt && momentText(one.answeredAt, locale)],
            [t('mua.identity.reason'), one.reason && t(`mua.identity.reasons.${one.reason}`)],
            [t('mua.identity.note'), one.note],
            [t('mua.identity.evidence'), one.evidence && <Link key="evidence" href={paths.file(one.evidence.id)}>{one.evidence.name}</Link>],
          ]} />
          {one.can.includes('settle') && <Stack sx={{ mt: 1.5 }}><FileDrop path={identityPaths.evidence(one.id)} label={t('mua.identity.attach')} onDone={() => void client.invalidateQueries()} /></Stack>}
        </Panel>
        <SettleForm key={one.version} identity={one} />
        <CasePanel identity={one} />
        {one.can.includes('answer') && <AnswerForm key={`answer-${one.version}`} identity={one} />}
      </Stack>
    </Page>
  );
}
