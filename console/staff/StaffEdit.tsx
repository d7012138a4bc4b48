import { email, required, useTranslate } from 'ra-core';
import { AutocompleteInput, BooleanInput, PasswordInput, ReferenceInput, SelectInput, TextInput } from 'ra-ui-materialui';
import { roles } from '../../domain/policy.ts';
import { RecordCreate, RecordEdit } from '../shown/RecordForm.tsx';

function StaffInputs({ fresh = false }: { fresh?: boolean }) {
  const t = useTranslate();
  return (
    <>
      <TextInput source="name" label={t('mua.field.fullName')} validate={required()} />
      <TextInput source="username" label={t('ra.auth.username')} validate={required()} autoComplete="off" />
      <TextInput source="email" label={t('ra.auth.email')} validate={[required(), email()]} />
      <TextInput source="phone" label={t('mua.field.phone')} />
      <ReferenceInput source="unitId" reference="units"><AutocompleteInput optionText="name" label={t('mua.field.unit')} validate={required()} filterToQuery={(q: string) => ({ q })} /></ReferenceInput>
      <SelectInput source="role" label={t('mua.field.role')} validate={required()} choices={roles.map((id) => ({ id, name: `mua.role.${id}` }))} />
      <TextInput source="className" label={t('mua.field.className')} helperText={t('mua.staff.classHint')} />
      <PasswordInput source="password" label={t('ra.auth.password')} helperText={t(fresh ? 'mua.staff.passwordNew' : 'mua.staff.passwordKeep')} autoComplete="new-password" />
      <BooleanInput source="active" label={t('mua.field.active')} defaultValue />
    </>
  );
}

export function StaffEdit() {
  return <RecordEdit resource="staff" title={(one) => String(one?.['name'] ?? '')}><StaffInputs /></RecordEdit>;
}

export function StaffCreate() {
  const t = useTranslate();
  return <RecordCreate resource="staff" title={() => t('mua.staff.add')}><StaffInputs fresh /></RecordCreate>;
}
