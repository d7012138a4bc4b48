import { Button, Link, List, ListItem, ListItemText, Stack } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { Link as RouterLink, useParams } from 'react-router-dom';
import { useItem } from '../provider/use-api.ts';
import type { Staff, UnitRecord } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { Facts } from '../shown/Facts.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';

export function UnitShow() {
  const t = useTranslate();
  const { id = '' } = useParams();
  const edit = useMay('unit.edit');
  const readStaff = useMay('staff.read');
  const { data: unit, error } = useItem<UnitRecord>('units', id);
  const { data: under = [], total = 0 } = useGetList<UnitRecord>('units', { filter: { parentId: id }, pagination: { page: 1, perPage: 100 }, sort: { field: 'code', order: 'ASC' } });
  const { data: people = [] } = useGetList<Staff>('staff', { filter: { unitId: id }, pagination: { page: 1, perPage: 50 }, sort: { field: 'name', order: 'ASC' } }, { enabled: readStaff });
  if (error) return <Page title={t('resources.units.name', { smart_count: 1 })}><Problem error={error} /></Page>;
  if (!unit) return <Loading />;
  const tasks = encodeURIComponent(JSON.stringify({ unitPath: unit.path }));
  return (
    <Page title={unit.name} intro={`${t(`mua.tier.${unit.tier}`)} · ${unit.code}`}
      actions={
        <>
          <Button variant="outlined" component={RouterLink} to={`/tasks?filter=${tasks}`}>{t('mua.units.tasks')}</Button>
          {edit && <Button variant="outlined" component={RouterLink} to={`/units/${unit.id}`}>{t('ra.action.edit')}</Button>}
        </>
      }>
      <Stack spacing={2}>
        <Panel title={t('mua.units.about')}>
          <Facts columns={2} of={[
            [t('mua.field.levels'), unit.levels.map((level) => t(`mua.level.${level}`)).join(', ')],
            [t('mua.field.ministryCode'), unit.ministryCode ?? t('mua.units.noMinistryCode')],
            [t('ra.auth.email'), unit.email],
            [t('mua.field.phone'), unit.phone],
          ]} />
        </Panel>
        {people.length > 0 && (
          <Panel title={t('resources.staff.name', { smart_count: 2 })}>
            <List dense>{people.map((one) => <ListItem key={one.id} disableGutters><ListItemText primary={one.name} secondary={`${t(`mua.role.${one.role}`)}${one.className ? ` · ${t('mua.class', { name: one.className })}` : ''} · ${one.email}`} /></ListItem>)}</List>
          </Panel>
        )}
        {total > 0 && (
          <Panel title={t('mua.units.under', { count: total })}>
            <List dense sx={{ columns: { md: 2 } }}>{under.map((one) => <ListItem key={one.id} disableGutters><Link component={RouterLink} to={`/units/${one.id}/show`}>{one.name}</Link></ListItem>)}</List>
          </Panel>
        )}
      </Stack>
    </Page>
  );
}
