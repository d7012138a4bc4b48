import { useTranslate } from 'ra-core';
import { AutocompleteInput, DataTable, ReferenceInput, TextInput } from 'ra-ui-materialui';
import type { Pupil } from '../provider/records.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Records } from '../shown/Records.tsx';
import { Rows } from '../shown/Rows.tsx';
import { Search } from '../shown/Search.tsx';
import { dayText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';

/** Sorted as schools do: by given name, then the rest. */
export function PupilList() {
  const t = useTranslate();
  const locale = useLanguage();
  const filters = [
    <Search key="q" source="q" alwaysOn hint="mua.names.search" />,
    <ReferenceInput key="schoolId" source="schoolId" reference="units" filter={{ tier: 'school' }} alwaysOn>
      <AutocompleteInput optionText="name" label={t('mua.tier.school')} filterToQuery={(q: string) => ({ q })} sx={{ minWidth: 220 }} />
    </ReferenceInput>,
    <TextInput key="className" source="className" label={t('mua.field.className')} alwaysOn sx={{ maxWidth: 110 }} />,
  ];
  return (
    <Page title={t('resources.pupils.name', { smart_count: 2 })} intro={t('mua.pupils.intro')}>
      <Records resource="pupils" filters={filters} sort={{ field: 'fullName', order: 'ASC' }}>
        <Rows<Pupil> empty={<Empty title={t('mua.none')} hint={t('mua.noneHint')} />} primary={(one) => one.fullName} secondary={(one) => `${t('mua.class', { name: one.className })} · ${one.school.name} · ${dayText(one.birthDate, locale)}`}>
          <DataTable.Col source="fullName" label={t('mua.field.fullName')} />
          <DataTable.Col source="birthDate" label={t('mua.field.birthDate')} render={(one: Pupil) => dayText(one.birthDate, locale)} />
          <DataTable.Col source="code" label={t('mua.field.pupilCode')} />
          <DataTable.Col source="className" label={t('mua.field.className')} />
          <DataTable.Col source="school" label={t('mua.tier.school')} disableSort render={(one: Pupil) => one.school.name} />
        </Rows>
      </Records>
    </Page>
  );
}
