import { Button, Stack, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { Link, useParams } from 'react-router-dom';
import { useItem } from '../provider/use-api.ts';
import type { Dispute } from '../provider/records.ts';
import { Facts } from '../shown/Facts.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { StateChip } from '../shown/StateChip.tsx';
import { momentText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import { WorkflowLink } from '../shown/WorkflowLink.tsx';
import { DisputeDue } from './DisputeDue.tsx';
import { DisputeFields } from './DisputeFields.tsx';

export function DisputeShow() {
  const t = useTranslate();
  const locale = useLanguage();
  const { id = '' } = useParams();
  const { data: one, error } = useItem<Dispute>('disputes', id);
  if (error) return <Page title={t('resources.disputes.name', { smart_count: 1 })}><Problem error={error} /></Page>;
  if (!one) return <Loading />;
  return (
    <Page title={t('mua.dispute.of', { name: one.pupil.fullName })} rehearsal={one.rehearsal} intro={`${t('mua.class', { name: one.className })} · ${one.school.name} · ${one.seasonTitle}`}
      actions={
        <>
          {one.taskId && <Button size="small" component={Link} to={`/tasks/${one.taskId}/show`}>{t('mua.dispute.task')}</Button>}
          <WorkflowLink url={one.workflowUrl} />
        </>
      }>
      <Stack spacing={2}>
        <Panel title={t('mua.dispute.about')}>
          <Stack direction="row" sx={{ mb: 1.5 }}><StateChip of="dispute" state={one.state} /></Stack>
          <Facts columns={2} of={[
            [t('mua.field.openedAt'), momentText(one.openedAt, locale)],
            [t('mua.field.due'), <DisputeDue key="due" dispute={one} />],
            [t('mua.field.decidedAt'), one.decidedAt && momentText(one.decidedAt, locale)],
            [t('mua.field.by'), one.decidedBy?.name],
          ]} />
          {one.note && <Typography sx={{ mt: 1.5 }}><strong>{t('mua.dispute.parentNote')}</strong> {one.note}</Typography>}
        </Panel>
        <DisputeFields key={one.version} dispute={one} />
      </Stack>
    </Page>
  );
}
