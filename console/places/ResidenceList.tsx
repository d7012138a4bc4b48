import { Button, Chip, Stack } from '@mui/material';
import { useListContext, useTranslate } from 'ra-core';
import { DataTable, ReferenceInput, SelectInput } from 'ra-ui-materialui';
import { useState } from 'react';
import { residenceStates } from '../../domain/place.ts';
import { useMay, useSession } from '../provider/session.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Records } from '../shown/Records.tsx';
import { Rows } from '../shown/Rows.tsx';
import { Search } from '../shown/Search.tsx';
import { closingText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import { DecideDialog } from './DecideDialog.tsx';
import { DecideMany } from './DecideMany.tsx';
import { OfOnePlace } from './OfOnePlace.tsx';
import type { Residence } from './records.ts';

const open = residenceStates.filter((one) => one !== 'settled');

/** The queue of pupils whose home nobody could tell by rule: a person of the middle tier or of the school says where they live. */
export function ResidenceList() {
  const t = useTranslate();
  const tier = useSession()?.staff.unit.tier;
  const filters = [
    <Search key="q" source="q" alwaysOn hint="mua.names.search" />,
    <SelectInput key="state" source="state[0]" alwaysOn label={t('mua.places.why')} choices={open.map((id) => ({ id, name: `mua.places.residence.${id}` }))} />,
    ...(tier === 'school' ? [] : [
      <ReferenceInput key="schoolId" source="schoolId" reference="units" alwaysOn filter={{ tier: 'school' }} perPage={200} sort={{ field: 'name', order: 'ASC' }}>
        <SelectInput optionText="name" label={t('mua.tier.school')} sx={{ minWidth: 180 }} />
      </ReferenceInput>,
    ]),
  ];
  return (
    <Page title={t('resources.residences.name', { smart_count: 2 })} intro={t('mua.places.queueIntro')}>
      <Records resource="residences" filters={filters} sort={{ field: 'fullName', order: 'ASC' }} storeKey={false}>
        <ResidenceRows />
      </Records>
    </Page>
  );
}

function ResidenceRows() {
  const t = useTranslate();
  const locale = useLanguage();
  const may = useMay('residence.decide');
  const [asked, setAsked] = useState<readonly string[]>([]);
  const { onUnselectItems } = useListContext<Residence>();
  const due = (one: Residence): string => (one.dueAt === null ? '' : closingText(one.dueAt, locale));
  const address = (one: Residence): string => one.currentAddress || one.permanentAddress || t('mua.places.noAddress');
  const decide = (one: Residence) => one.mayDecide && <Button size="small" variant="outlined" onClick={() => setAsked([one.id])} aria-label={t('mua.places.decideOf', { name: one.fullName })}>{t('mua.places.decide')}</Button>;
  return (
    <>
      <OfOnePlace />
      <Rows<Residence> rowClick={false} bulk={may && <DecideMany onDecide={setAsked} />} empty={<Empty title={t('mua.places.noneOpen')} hint={t('mua.places.noneOpenHint')} />}
        primary={(one) => one.fullName}
        secondary={(one) => (
          <Stack component="span" spacing={0.5} sx={{ alignItems: 'flex-start', mt: 0.5 }}>
            <span>{t('mua.class', { name: one.className })} · {one.school.name}</span>
            <ResidenceWhy row={one} />
            <span>{address(one)}</span>
            {due(one) !== '' && <span>{t('mua.field.due')}: {due(one)}</span>}
            {decide(one)}
          </Stack>
        )}>
        <DataTable.Col source="fullName" label={t('mua.field.fullName')} disableSort />
        <DataTable.Col source="className" label={t('mua.field.className')} disableSort />
        <DataTable.Col source="school" label={t('mua.tier.school')} disableSort render={(one: Residence) => one.school.name} />
        <DataTable.Col source="currentAddress" label={t('mua.slip.currentAddress')} disableSort render={address} />
        <DataTable.Col source="residence" label={t('mua.places.why')} disableSort render={(one: Residence) => <ResidenceWhy row={one} />} />
        <DataTable.Col source="owner" label={t('mua.places.owner')} disableSort render={(one: Residence) => one.owner?.name ?? ''} />
        <DataTable.Col source="dueAt" label={t('mua.field.due')} disableSort render={due} />
        <DataTable.Col source="id" label={t('mua.places.decide')} disableSort render={decide} />
      </Rows>
      {asked.length > 0 && <DecideDialog ids={asked} onClose={() => { setAsked([]); onUnselectItems(); }} />}
    </>
  );
}

/** Why a person has to look, and one press to all pupils of the same old place. */
function ResidenceWhy({ row }: { row: Residence }) {
  const t = useTranslate();
  const { filterValues, setFilters } = useListContext<Residence>();
  const { placeId, placeName, residence } = row;
  return (
    <Stack component="span" spacing={0.5} sx={{ alignItems: 'flex-start' }}>
      <Chip component="span" size="small" color={residence === 'split' ? 'warning' : 'default'} label={t(`mua.places.residence.${residence}`)} />
      {placeName !== null && placeId !== filterValues['placeId'] && <Button size="small" sx={{ textAlign: 'left', px: 0.5 }} onClick={() => setFilters({ ...filterValues, placeId })}>{t('mua.places.allOf', { place: placeName })}</Button>}
      {placeName !== null && placeId === filterValues['placeId'] && <span>{placeName}</span>}
    </Stack>
  );
}
