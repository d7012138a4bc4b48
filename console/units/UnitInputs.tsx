import { BooleanInput, ReferenceInput, SelectArrayInput, SelectInput, TextInput, AutocompleteInput } from 'ra-ui-materialui';
import { email, required, useTranslate } from 'ra-core';
import { levels, tiers } from '../../domain/tier.ts';

export function UnitInputs() {
  const t = useTranslate();
  return (
    <>
      <TextInput source="name" label={t('mua.field.name')} validate={required()} />
      <TextInput source="code" label={t('mua.field.code')} validate={required()} />
      <SelectInput source="tier" label={t('mua.field.tier')} validate={required()} choices={tiers.map((id) => ({ id, name: `mua.tier.${id}` }))} />
      <ReferenceInput source="parentId" reference="units"><AutocompleteInput optionText="name" label={t('mua.field.parent')} filterToQuery={(q: string) => ({ q })} /></ReferenceInput>
      <SelectArrayInput source="levels" label={t('mua.field.levels')} choices={levels.map((id) => ({ id, name: `mua.level.${id}` }))} />
      <TextInput source="ministryCode" label={t('mua.field.ministryCode')} />
      <TextInput source="email" label={t('ra.auth.email')} validate={email()} />
      <TextInput source="phone" label={t('mua.field.phone')} />
      <BooleanInput source="active" label={t('mua.field.active')} defaultValue />
    </>
  );
}
