import { Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import { AutocompleteInput, DataTable, ReferenceInput, SelectInput } from 'ra-ui-materialui';
import { confirmationStates } from '../../domain/confirmation.ts';
import type { Confirmation } from '../provider/records.ts';
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
import { UnconfirmedButton } from './UnconfirmedButton.tsx';

export function ConfirmationList() {
  const t = useTranslate();
  const locale = useLanguage();
  const filters = [
    <Search key="q" source="q" alwaysOn hint="mua.names.search" />,
    <SelectInput key="state" source="state" alwaysOn label={t('mua.field.state')} choices={confirmationStates.map((id) => ({ id, name: `mua.state.confirmation.${id}` }))} />,
    <ReferenceInput key="seasonId" source="seasonId" reference="seasons" alwaysOn><SelectInput optionText="title" label={t('resources.seasons.name', { smart_count: 1 })} /></ReferenceInput>,
    <ReferenceInput key="schoolId" source="schoolId" reference="units" filter={{ tier: 'school' }} label={t('mua.tier.school')}><AutocompleteInput optionText="name" label={t('mua.tier.school')} filterToQuery={(q: string) => ({ q })} /></ReferenceInput>,
  ];
  return (
    <Page title={t('resources.confirmations.name', { smart_count: 2 })} intro={t('mua.confirmations.intro')} actions={<UnconfirmedButton />}>
      <Records resource="confirmations" filters={filters} sort={{ field: 'fullName', order: 'ASC' }}>
        <RehearsalNote />
        <Rows<Confirmation> empty={<Empty title={t('mua.confirmations.none')} hint={t('mua.confirmations.noneHint')} />} primary={(one) => one.pupil.fullName}
          secondary={(one) => <Stack component="span" direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', mt: 0.5 }}><StateChip of="confirmation" state={one.state} />{one.rehearsal && <RehearsalChip />}<span>{one.className} · {one.school.name}</span></Stack>}>
          <DataTable.Col source="fullName" label={t('mua.field.fullName')} render={(one: Confirmation) => one.pupil.fullName} />
          <DataTable.Col source="className" label={t('mua.field.className')} />
          <DataTable.Col source="school" label={t('mua.tier.school')} disableSort render={(one: Confirmation) => one.school.name} />
          <DataTable.Col source="state" label={t('mua.field.state')} render={(one: Confirmation) => <StateChip of="confirmation" state={one.state} />} />
          <DataTable.Col source="channel" label={t('mua.field.channel')} disableSort render={(one: Confirmation) => (one.channel ? t(`mua.channel.${one.channel}`) : '')} />
          <DataTable.Col source="answeredAt" label={t('mua.field.answeredAt')} render={(one: Confirmation) => (one.answeredAt ? momentText(one.answeredAt, locale) : '')} />
          <DataTable.Col source="rehearsal" label="" disableSort render={(one: Confirmation) => one.rehearsal && <RehearsalChip />} />
        </Rows>
      </Records>
    </Page>
  );
}
