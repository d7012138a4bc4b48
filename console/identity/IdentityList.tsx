import { Button, Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import { DataTable, SelectInput } from 'ra-ui-materialui';
import { Link } from 'react-router-dom';
import { cohorts } from '../../domain/cohort.ts';
import { identityStates } from '../../domain/identity.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Records } from '../shown/Records.tsx';
import { Rows } from '../shown/Rows.tsx';
import { Search } from '../shown/Search.tsx';
import { dayText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import { IdentityChip } from './IdentityState.tsx';
import type { IdentityRow } from './records.ts';

const lacks = ['decision', 'number-reason', 'proposal'] as const;

/** The queue of a school, a district or the Sở: whom the population database does not confirm, and what is still to be done about them. */
export function IdentityList() {
  const t = useTranslate();
  const locale = useLanguage();
  const differing = (one: IdentityRow): string =>
    Object.entries(one.fields).filter(([, verdict]) => verdict === 'different').map(([field]) => t(`mua.identity.field.${field}`)).join(', ');
  const what = (one: IdentityRow): string => differing(one) || (one.hasNumber ? '' : t('mua.identity.noNumber'));
  const filters = [
    <Search key="q" source="q" alwaysOn hint="mua.names.search" />,
    <SelectInput key="lacks" source="lacks" alwaysOn label={t('mua.identity.lacks')} choices={lacks.map((id) => ({ id, name: `mua.identity.lack.${id}` }))} />,
    <SelectInput key="state" source="state" alwaysOn label={t('mua.field.state')} choices={identityStates.map((id) => ({ id, name: `mua.identity.state.${id}` }))} />,
    <SelectInput key="cohort" source="cohort" alwaysOn label={t('mua.identity.cohort')} choices={cohorts.map((id) => ({ id, name: `mua.identity.cohorts.${id}` }))} />,
  ];
  const actions = (
    <>
      <Button component={Link} to="/identity-burndown" variant="outlined">{t('mua.identity.burndown')}</Button>
      <Button component={Link} to="/identity-batches" variant="outlined">{t('mua.identity.batches')}</Button>
    </>
  );
  return (
    <Page title={t('resources.identity.name', { smart_count: 2 })} intro={t('mua.identity.intro')} actions={actions}>
      <Records resource="identity" filters={filters} filterDefaultValues={{ lacks: 'decision' }} sort={{ field: 'fullName', order: 'ASC' }}>
        <Rows<IdentityRow> empty={<Empty title={t('mua.identity.none')} hint={t('mua.identity.noneHint')} />} primary={(one) => one.fullName}
          secondary={(one) => <Stack component="span" direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', mt: 0.5, alignItems: 'center' }}><IdentityChip state={one.state} /><span>{t('mua.class', { name: one.className })}</span><span>{what(one)}</span></Stack>}>
          <DataTable.Col source="fullName" label={t('mua.field.fullName')} />
          <DataTable.Col source="birthDate" label={t('mua.field.birthDate')} disableSort render={(one: IdentityRow) => dayText(one.birthDate, locale)} />
          <DataTable.Col source="className" label={t('mua.field.className')} />
          <DataTable.Col source="school" label={t('mua.tier.school')} disableSort render={(one: IdentityRow) => one.school.name} />
          <DataTable.Col source="state" label={t('mua.field.state')} render={(one: IdentityRow) => <IdentityChip state={one.state} />} />
          <DataTable.Col source="fields" label={t('mua.identity.differs')} disableSort render={what} />
          <DataTable.Col source="reason" label={t('mua.identity.reason')} disableSort render={(one: IdentityRow) => (one.reason ? t(`mua.identity.reasons.${one.reason}`) : '')} />
        </Rows>
      </Records>
    </Page>
  );
}
