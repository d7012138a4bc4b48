import { Autocomplete, TextField } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { useState } from 'react';
import type { Level } from '../../domain/tier.ts';
import type { UnitRecord, UnitRef } from '../provider/records.ts';

/** One school of those under the person's unit; what is typed is looked for without accents. */
export function SchoolPick({ under, value, onChange, level }: { under: UnitRef; value: UnitRef | null; onChange: (school: UnitRef | null) => void; level?: Level }) {
  const t = useTranslate();
  const [q, setQ] = useState('');
  const { data: schools = [] } = useGetList<UnitRecord>('units', { filter: { tier: 'school', under: under.path, ...(level && { level }), ...(q && { q }) }, pagination: { page: 1, perPage: 20 }, sort: { field: 'code', order: 'ASC' } });
  const options: UnitRef[] = schools;
  return (
    <Autocomplete fullWidth options={options} value={value} filterOptions={(all) => all} onChange={(_, unit) => onChange(unit)} onInputChange={(_, text, why) => { if (why === 'input') setQ(text); }} noOptionsText={t('mua.none')}
      getOptionLabel={(one) => one.name} getOptionKey={(one) => one.id} isOptionEqualToValue={(a, b) => a.id === b.id} renderInput={(input) => <TextField {...input} label={t('mua.tier.school')} />} />
  );
}
