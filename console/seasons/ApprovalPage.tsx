import { Alert, Button, Stack, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Season } from '../provider/records.ts';
import { useSession } from '../provider/session.ts';
import { Facts } from '../shown/Facts.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { StateChip } from '../shown/StateChip.tsx';
import { dayLengthText, dayText } from '../shown/time.ts';
import { useAction } from '../shown/use-action.ts';
import { useLanguage, useText } from '../shown/use-text.ts';
import { SendBackDialog } from './SendBackDialog.tsx';
import { CancelDialog } from './room/CancelDialog.tsx';
import { Findings } from './wizard/Findings.tsx';
import { usePlanCheck } from './wizard/use-plan-check.ts';
import { WindowDifferences } from './WindowDifferences.tsx';

/** Four eyes: what was prepared, how it differs from the plan's own dates, what the check says; approve or send back. */
export function ApprovalPage({ season }: { season: Season }) {
  const t = useTranslate();
  const text = useText();
  const locale = useLanguage();
  const notify = useNotify();
  const me = useSession()?.staff.id;
  const [dialog, setDialog] = useState<'send-back' | 'cancel' | null>(null);
  const chosen = usePlanCheck(season.planKey, season.year, season.choices, season.clock.mode, season.clockOptions);
  const usual = usePlanCheck(season.planKey, season.year, {}, season.clock.mode, season.clockOptions);
  const submit = useAction<object>((body) => post(paths.seasonSubmit(season.id), body));
  const approve = useAction<object>((body) => post(paths.seasonApprove(season.id), body));
  const press = async (what: 'submit' | 'approve'): Promise<void> => {
    const done = await (what === 'submit' ? submit : approve).run({});
    if (done) notify(what === 'submit' ? 'mua.approval.submitted' : 'mua.approval.approved', { type: 'success' });
  };
  const errors = chosen.data?.findings.some((one) => one.severity === 'error') ?? false;
  const { startsOn, dayMs } = season.clockOptions;
  return (
    <Page title={season.title} rehearsal={season.rehearsal} intro={<StateChip of="season" state={season.state} />}
      actions={
        <>
          {season.can.includes('edit') && <Button variant="outlined" component={Link} to={`/seasons/${season.id}`}>{t('ra.action.edit')}</Button>}
          {season.can.includes('cancel') && <Button color="error" onClick={() => setDialog('cancel')}>{t('mua.change.cancel')}</Button>}
          {season.can.includes('submit') && <Button variant="contained" disabled={submit.busy || errors} onClick={() => void press('submit')}>{t('mua.approval.submit')}</Button>}
          {season.can.includes('send-back') && <Button variant="outlined" color="warning" onClick={() => setDialog('send-back')}>{t('mua.approval.sendBack')}</Button>}
          {season.can.includes('approve') && <Button variant="contained" disabled={approve.busy || errors} onClick={() => void press('approve')}>{t('mua.approval.approve')}</Button>}
        </>
      }>
      <Problem error={submit.error ?? approve.error} />
      {season.state === 'awaiting-approval' && !season.can.includes('approve') && (
        <Alert severity="info" sx={{ mb: 2 }}>{season.preparedBy?.id === me ? t('mua.approval.notYou') : t('mua.approval.waiting')}</Alert>
      )}
      <Stack spacing={2}>
        <Panel title={t('mua.approval.proposal')}>
          <Facts columns={2} of={[
            [t('resources.plans.name', { smart_count: 1 }), text(season.plan.title)],
            [t('mua.field.year'), String(season.year)],
            [t('mua.wizard.clock'), [t(`mua.clock.${season.clock.mode}`), startsOn && dayText(startsOn, locale), dayMs && dayLengthText(dayMs, locale)].filter(Boolean).join(' · ')],
            [t('mua.field.preparedBy'), season.preparedBy && `${season.preparedBy.name} (${season.preparedBy.unit})`],
          ]} />
        </Panel>
        <Panel title={t('mua.approval.differences')}>
          {chosen.data && usual.data ? <WindowDifferences plan={season.plan} chosen={chosen.data} usual={usual.data} /> : <Typography role="status">{t('ra.message.loading')}</Typography>}
        </Panel>
        <Panel title={t('mua.wizard.findings')}><Findings check={chosen.data} plan={season.plan} /></Panel>
      </Stack>
      {dialog === 'send-back' && <SendBackDialog season={season} onClose={() => setDialog(null)} />}
      {dialog === 'cancel' && <CancelDialog season={season} onClose={() => setDialog(null)} />}
    </Page>
  );
}
