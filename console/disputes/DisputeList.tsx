import { Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import { DataTable, SelectInput } from 'ra-ui-materialui';
import { disputeStates } from '../../domain/confirmation.ts';
import type { Dispute } from '../provider/records.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Records } from '../shown/Records.tsx';
import { RehearsalChip } from '../shown/RehearsalChip.tsx';
import { RehearsalNote } from '../shown/RehearsalNote.tsx';
import { Rows } from '../shown/Rows.tsx';
import { Search } from '../shown/Search.tsx';
import { StateChip } from '../shown/StateChip.tsx';
import { DisputeDue } from './DisputeDue.tsx';

export function DisputeList() {
  const t = useTranslate();
  const filters = [
    <Search key="q" source="q" alwaysOn hint="mua.names.search" />,
    <SelectInput key="state" source="state" alwaysOn label={t('mua.field.state')} choices={disputeStates.map((id) => ({ id, name: `mua.state.dispute.${id}` }))} />,
  ];
  return (
    <Page title={t('resources.disputes.name', { smart_count: 2 })} intro={t('mua.disputes.intro')}>
      <Records resource="disputes" filters={filters} filterDefaultValues={{ state: 'open' }} sort={{ field: 'dueAt', order: 'ASC' }}>
        <RehearsalNote />
        <Rows<Dispute> empty={<Empty title={t('mua.disputes.none')} hint={t('mua.disputes.noneHint')} />} primary={(one) => one.pupil.fullName}
          secondary={(one) => <Stack component="span" direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', mt: 0.5 }}><StateChip of="dispute" state={one.state} />{one.rehearsal && <RehearsalChip />}<DisputeDue dispute={one} /></Stack>}>
          <DataTable.Col source="pupil" label={t('mua.field.fullName')} disableSort render={(one: Dispute) => <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}><span>{one.pupil.fullName}</span>{one.rehearsal && <RehearsalChip />}</Stack>} />
          <DataTable.Col source="className" label={t('mua.field.className')} />
          <DataTable.Col source="school" label={t('mua.tier.school')} disableSort render={(one: Dispute) => one.school.name} />
          <DataTable.Col source="fields" label={t('mua.field.field')} disableSort render={(one: Dispute) => one.fields.map((field) => t(`mua.slip.${field.field}`)).join(', ')} />
          <DataTable.Col source="state" label={t('mua.field.state')} render={(one: Dispute) => <StateChip of="dispute" state={one.state} />} />
          <DataTable.Col source="dueAt" label={t('mua.field.due')} render={(one: Dispute) => <DisputeDue dispute={one} />} />
        </Rows>
      </Records>
    </Page>
  );
}
