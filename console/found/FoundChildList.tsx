import { Button, Chip } from '@mui/material';
import { useTranslate } from 'ra-core';
import { DataTable } from 'ra-ui-materialui';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { useMay } from '../provider/session.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Records } from '../shown/Records.tsx';
import { Rows } from '../shown/Rows.tsx';
import { Search } from '../shown/Search.tsx';
import { dayText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import { EnrolDialog } from './EnrolDialog.tsx';
import type { FoundChild } from './records.ts';

/** Children whom the commune found before any school did. */
export function FoundChildList() {
  const t = useTranslate();
  const locale = useLanguage();
  const find = useMay('child.find');
  const [chosen, setChosen] = useState<FoundChild | null>(null);
  return (
    <Page title={t('resources.found-children.name', { smart_count: 2 })} intro={t('mua.found.intro')} actions={find && <Button variant="contained" component={Link} to="/found-children/create">{t('mua.found.add')}</Button>}>
      <Records resource="found-children" filters={[<Search key="q" source="q" alwaysOn hint="mua.names.search" />]} sort={{ field: 'fullName', order: 'ASC' }}>
        <Rows<FoundChild> rowClick={false} empty={<Empty title={t('mua.found.none')} hint={t('mua.found.noneHint')} />} primary={(one) => one.fullName}
          secondary={(one) => <>{dayText(one.birthDate, locale)} · {one.guardianName} · {one.guardianPhone}{find && <Button size="small" onClick={() => setChosen(one)}>{t('mua.found.enrol')}</Button>}</>}>
          <DataTable.Col source="fullName" label={t('mua.field.fullName')} />
          <DataTable.Col source="birthDate" label={t('mua.field.birthDate')} disableSort render={(one: FoundChild) => dayText(one.birthDate, locale)} />
          <DataTable.Col source="guardianName" label={t('mua.slip.guardianName')} disableSort />
          <DataTable.Col source="guardianPhone" label={t('mua.slip.guardianPhone')} disableSort />
          <DataTable.Col source="currentAddress" label={t('mua.slip.currentAddress')} disableSort />
          <DataTable.Col source="hasNumber" label={t('mua.slip.personalNumber')} disableSort render={(one: FoundChild) => <Chip size="small" label={t(one.hasNumber ? 'mua.found.hasNumber' : 'mua.pupils.noNumber')} color={one.hasNumber ? 'default' : 'warning'} />} />
          <DataTable.Col source="unit" label={t('mua.found.by')} disableSort render={(one: FoundChild) => one.unit.name} />
          {find && <DataTable.Col label={t('mua.found.next')} disableSort render={(one: FoundChild) => <Button size="small" onClick={() => setChosen(one)}>{t('mua.found.enrol')}</Button>} />}
        </Rows>
      </Records>
      {chosen && <EnrolDialog child={chosen} onClose={() => setChosen(null)} />}
    </Page>
  );
}
