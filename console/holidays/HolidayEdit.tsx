import { required, useTranslate } from 'ra-core';
import { DateInput, SelectInput, TextInput } from 'ra-ui-materialui';
import type { Holiday } from '../provider/records.ts';
import { RecordCreate, RecordEdit } from '../shown/RecordForm.tsx';

const kinds = ['holiday', 'swap-day-off', 'working-day'] as const satisfies readonly Holiday['kind'][];

function HolidayInputs({ fresh = false }: { fresh?: boolean }) {
  const t = useTranslate();
  return (
    <>
      <DateInput source="date" label={t('mua.field.day')} validate={required()} readOnly={!fresh} />
      <SelectInput source="kind" label={t('mua.field.kind')} validate={required()} choices={kinds.map((id) => ({ id, name: `mua.holiday.${id}` }))} />
      <TextInput source="name" label={t('mua.field.name')} validate={required()} />
    </>
  );
}

export function HolidayEdit() {
  return <RecordEdit resource="holidays" deletable title={(one) => String(one?.['name'] ?? '')}><HolidayInputs /></RecordEdit>;
}

export function HolidayCreate() {
  const t = useTranslate();
  return <RecordCreate resource="holidays" title={() => t('mua.holidays.add')}><HolidayInputs fresh /></RecordCreate>;
}
