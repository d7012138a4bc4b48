import { required, useTranslate } from 'ra-core';
import { DateInput, SelectInput, TextInput } from 'ra-ui-materialui';
import { RecordCreate } from '../shown/RecordForm.tsx';

const texts = ['fullName', 'ethnicity', 'birthPlace', 'permanentAddress', 'currentAddress', 'guardianName', 'guardianPhone'] as const;

export function FoundChildCreate() {
  const t = useTranslate();
  const [first, ...others] = texts;
  return (
    <RecordCreate resource="found-children" title={() => t('mua.found.add')}>
      <TextInput source={first} label={t(`mua.slip.${first}`)} validate={required()} />
      <DateInput source="birthDate" label={t('mua.slip.birthDate')} validate={required()} />
      <SelectInput source="sex" label={t('mua.slip.sex')} validate={required()} choices={['male', 'female'].map((id) => ({ id, name: `mua.sex.${id}` }))} />
      <TextInput source="personalNumber" label={t('mua.slip.personalNumber')} helperText="mua.found.numberHint" slotProps={{ htmlInput: { inputMode: 'numeric' } }} />
      {others.map((source) => <TextInput key={source} source={source} label={t(`mua.slip.${source}`)} validate={required()} {...(source === 'ethnicity' ? { defaultValue: 'Kinh' } : {})} />)}
    </RecordCreate>
  );
}
