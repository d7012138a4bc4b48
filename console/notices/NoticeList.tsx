import { Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import { DataTable, ReferenceInput, SelectInput } from 'ra-ui-materialui';
import { noticeTemplates } from '../../domain/notice.ts';
import type { Notice } from '../provider/records.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Records } from '../shown/Records.tsx';
import { RehearsalChip } from '../shown/RehearsalChip.tsx';
import { RehearsalNote } from '../shown/RehearsalNote.tsx';
import { Rows } from '../shown/Rows.tsx';
import { Search } from '../shown/Search.tsx';
import { StateChip } from '../shown/StateChip.tsx';
import { momentText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import { SettleButtons } from './SettleButtons.tsx';

const states = ['queued', 'sending', 'sent', 'unknown', 'failed'] as const satisfies readonly Notice['state'][];

/** What was written to whom, and whether it arrived; `unknown` waits for a person. */
export function NoticeList() {
  const t = useTranslate();
  const locale = useLanguage();
  const filters = [
    <Search key="q" source="q" alwaysOn hint="mua.names.search" />,
    <SelectInput key="state" source="state" alwaysOn label={t('mua.field.state')} choices={states.map((id) => ({ id, name: `mua.state.notice.${id}` }))} />,
    <ReferenceInput key="seasonId" source="seasonId" reference="seasons" alwaysOn><SelectInput optionText="title" label={t('resources.seasons.name', { smart_count: 1 })} /></ReferenceInput>,
    <SelectInput key="channel" source="channel" label={t('mua.field.channel')} choices={(['email', 'sms'] as const).map((id) => ({ id, name: `mua.channel.${id}` }))} />,
    <SelectInput key="template" source="template" label={t('mua.field.template')} choices={noticeTemplates.map((id) => ({ id, name: `mua.template.${id}` }))} />,
  ];
  return (
    <Page title={t('resources.notices.name', { smart_count: 2 })} intro={t('mua.notices.intro')}>
      <Records resource="notices" filters={filters} sort={{ field: 'createdAt', order: 'DESC' }}>
        <RehearsalNote />
        <Rows<Notice> empty={<Empty title={t('mua.notices.none')} hint={t('mua.notices.noneHint')} />} primary={(one) => t(`mua.template.${one.template}`)}
          secondary={(one) => <Stack component="span" direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', mt: 0.5 }}><StateChip of="notice" state={one.state} />{one.rehearsal && <RehearsalChip />}<span>{one.recipientName}</span></Stack>}>
          <DataTable.Col source="template" label={t('mua.field.template')} disableSort render={(one: Notice) => <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}><span>{t(`mua.template.${one.template}`)}</span>{one.rehearsal && <RehearsalChip />}</Stack>} />
          <DataTable.Col source="recipientName" label={t('mua.field.recipient')} disableSort render={(one: Notice) => `${one.recipientName} · ${one.address}`} />
          <DataTable.Col source="channel" label={t('mua.field.channel')} disableSort render={(one: Notice) => t(`mua.channel.${one.channel}`)} />
          <DataTable.Col source="state" label={t('mua.field.state')} render={(one: Notice) => <StateChip of="notice" state={one.state} />} />
          <DataTable.Col source="createdAt" label={t('mua.field.at')} render={(one: Notice) => momentText(one.sentAt ?? one.createdAt, locale)} />
          <DataTable.Col source="settle" label={t('mua.notices.settle')} disableSort render={(one: Notice) => one.state === 'unknown' && <SettleButtons notice={one} />} />
        </Rows>
      </Records>
    </Page>
  );
}
