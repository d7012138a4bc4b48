import { Button, Link, Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import { Link as RouterLink, useParams } from 'react-router-dom';
import { slipFields } from '../../domain/confirmation.ts';
import { useItem } from '../provider/use-api.ts';
import type { Confirmation } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { paths } from '../provider/paths.ts';
import { Facts } from '../shown/Facts.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { StateChip } from '../shown/StateChip.tsx';
import { momentText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import { FamilyAccess } from './FamilyAccess.tsx';
import { KeyInForm } from './KeyInForm.tsx';
import { slipText } from './slip-text.ts';

export function ConfirmationShow() {
  const t = useTranslate();
  const locale = useLanguage();
  const { id = '' } = useParams();
  const print = useMay('slip.print');
  const { data: one, error } = useItem<Confirmation>('confirmations', id);
  if (error) return <Page title={t('resources.confirmations.name', { smart_count: 1 })}><Problem error={error} /></Page>;
  if (!one) return <Loading />;
  return (
    <Page title={one.pupil.fullName} rehearsal={one.rehearsal} intro={`${t('mua.class', { name: one.className })} · ${one.school.name} · ${one.seasonTitle}`}
      actions={print && <Button variant="outlined" component="a" target="_blank" rel="noopener" href={paths.slips(one.seasonId, one.school.id, one.className)}>{t('mua.slips.printClass', { name: one.className })}</Button>}>
      <Stack spacing={2}>
        <Panel title={t('mua.confirmations.answer')}>
          <Stack direction="row" sx={{ mb: 1.5 }}><StateChip of="confirmation" state={one.state} /></Stack>
          <Facts columns={2} of={[
            [t('mua.field.channel'), one.channel && t(`mua.channel.${one.channel}`)],
            [t('mua.field.reference'), one.reference],
            [t('mua.field.answeredAt'), one.answeredAt && momentText(one.answeredAt, locale)],
            [t('mua.field.reminders'), String(one.reminders)],
            [t('resources.disputes.name', { smart_count: 1 }), one.disputeId && <Link component={RouterLink} to={`/disputes/${one.disputeId}/show`}>{t('mua.dispute.open')}</Link>],
          ]} />
        </Panel>
        {one.slip && <Panel title={t('mua.confirmations.slip')}><Facts columns={2} of={slipFields.map((field) => [t(`mua.slip.${field}`), slipText(field, one.slip?.[field] ?? '', locale, t)])} /></Panel>}
        {one.access && <FamilyAccess confirmation={one} access={one.access} />}
        {one.can.includes('key-in') && one.slip && <KeyInForm confirmation={one} />}
      </Stack>
    </Page>
  );
}
