import { Button } from '@mui/material';
import { useTranslate } from 'ra-core';
import { DataTable, SelectInput } from 'ra-ui-materialui';
import { Link } from 'react-router-dom';
import { roles } from '../../domain/policy.ts';
import type { Staff } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Records } from '../shown/Records.tsx';
import { Rows } from '../shown/Rows.tsx';
import { Search } from '../shown/Search.tsx';

export function StaffList() {
  const t = useTranslate();
  const edit = useMay('staff.edit');
  const filters = [
    <Search key="q" source="q" alwaysOn hint="mua.names.search" />,
    <SelectInput key="role" source="role" alwaysOn label={t('mua.field.role')} choices={roles.map((id) => ({ id, name: `mua.role.${id}` }))} />,
  ];
  return (
    <Page title={t('resources.staff.name', { smart_count: 2 })} intro={t('mua.staff.intro')} actions={edit && <Button variant="contained" component={Link} to="/staff/create">{t('mua.staff.add')}</Button>}>
      <Records resource="staff" filters={filters} sort={{ field: 'name', order: 'ASC' }}>
        <Rows<Staff> rowClick={edit ? 'edit' : false} empty={<Empty title={t('mua.none')} hint={t('mua.noneHint')} />} primary={(one) => one.name} secondary={(one) => `${t(`mua.role.${one.role}`)} · ${one.unit.name}`}>
          <DataTable.Col source="name" label={t('mua.field.fullName')} />
          <DataTable.Col source="role" label={t('mua.field.role')} render={(one: Staff) => `${t(`mua.role.${one.role}`)}${one.className ? ` ${one.className}` : ''}`} />
          <DataTable.Col source="unit" label={t('mua.field.unit')} disableSort render={(one: Staff) => one.unit.name} />
          <DataTable.Col source="username" label={t('ra.auth.username')} />
          <DataTable.Col source="email" label={t('ra.auth.email')} disableSort />
          <DataTable.Col source="active" label={t('mua.field.active')} disableSort render={(one: Staff) => t(one.active ? 'ra.boolean.true' : 'ra.boolean.false')} />
        </Rows>
      </Records>
    </Page>
  );
}
