import { Alert, Stack, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useParams } from 'react-router-dom';
import { useItem } from '../provider/use-api.ts';
import type { Notice } from '../provider/records.ts';
import { Facts } from '../shown/Facts.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { StateChip } from '../shown/StateChip.tsx';
import { momentText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import { SettleButtons } from './SettleButtons.tsx';

export function NoticeShow() {
  const t = useTranslate();
  const locale = useLanguage();
  const { id = '' } = useParams();
  const { data: one, error } = useItem<Notice>('notices', id);
  if (error) return <Page title={t('resources.notices.name', { smart_count: 1 })}><Problem error={error} /></Page>;
  if (!one) return <Loading />;
  return (
    <Page title={t(`mua.template.${one.template}`)} rehearsal={one.rehearsal} intro={one.seasonTitle}>
      <Stack spacing={2}>
        {one.state === 'unknown' && <Alert severity="warning" action={<SettleButtons notice={one} />}>{t('mua.notices.unknownHint')}</Alert>}
        <Panel title={t('mua.notices.delivery')}>
          <Stack direction="row" sx={{ mb: 1.5 }}><StateChip of="notice" state={one.state} /></Stack>
          <Facts columns={2} of={[
            [t('mua.field.recipient'), `${one.recipientName} · ${one.address}`],
            [t('mua.field.unit'), one.unit?.name],
            [t('mua.field.channel'), t(`mua.channel.${one.channel}`)],
            [t('mua.field.createdAt'), momentText(one.createdAt, locale)],
            [t('mua.field.sentAt'), one.sentAt && momentText(one.sentAt, locale)],
            [t('mua.field.attempts'), String(one.attempts)],
            [t('mua.field.lastError'), one.lastError],
          ]} />
        </Panel>
        {one.text && (
          <Panel title={one.subject ?? t('mua.notices.text')}>
            <Typography component="pre" sx={{ whiteSpace: 'pre-wrap', fontFamily: 'inherit', m: 0 }}>{one.text}</Typography>
          </Panel>
        )}
      </Stack>
    </Page>
  );
}
