import { Button } from '@mui/material';
import { useTranslate } from 'ra-core';
import { DataTable, SelectInput } from 'ra-ui-materialui';
import { Link } from 'react-router-dom';
import { tiers } from '../../domain/tier.ts';
import type { UnitRecord } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Records } from '../shown/Records.tsx';
import { Rows } from '../shown/Rows.tsx';
import { Search } from '../shown/Search.tsx';

export function UnitList() {
  const t = useTranslate();
  const edit = useMay('unit.edit');
  const filters = [
    <Search key="q" source="q" alwaysOn hint="mua.units.search" />,
    <SelectInput key="tier" source="tier" alwaysOn label={t('mua.field.tier')} choices={tiers.map((id) => ({ id, name: `mua.tier.${id}` }))} />,
  ];
  return (
    <Page title={t('resources.units.name', { smart_count: 2 })} intro={t('mua.units.intro')} actions={edit && <Button variant="contained" component={Link} to="/units/create">{t('mua.units.add')}</Button>}>
      <Records resource="units" filters={filters} sort={{ field: 'path', order: 'ASC' }}>
        <Rows<UnitRecord> empty={<Empty title={t('mua.none')} hint={t('mua.noneHint')} />} primary={(unit) => unit.name} secondary={(unit) => `${t(`mua.tier.${unit.tier}`)} · ${unit.code}`}>
          <DataTable.Col source="name" label={t('mua.field.name')} />
          <DataTable.Col source="code" label={t('mua.field.code')} />
          <DataTable.Col source="tier" label={t('mua.field.tier')} render={(unit: UnitRecord) => t(`mua.tier.${unit.tier}`)} />
          <DataTable.Col source="levels" label={t('mua.field.levels')} disableSort render={(unit: UnitRecord) => unit.levels.map((level) => t(`mua.level.${level}`)).join(', ')} />
          <DataTable.Col source="phone" label={t('mua.field.phone')} disableSort />
        </Rows>
      </Records>
    </Page>
  );
}
