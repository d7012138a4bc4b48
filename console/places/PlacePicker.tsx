import { Autocomplete, TextField } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useApi } from '../provider/use-api.ts';
import { placePaths } from './paths.ts';
import type { Candidate, Place } from './records.ts';

type Picked = Pick<Candidate, 'id' | 'code' | 'name'>;

/** Places in use by the words of their name, for an input of one or of several. */
function useFound(fits: (place: Place) => boolean, offered: Picked[] = []) {
  const [q, setQ] = useState('');
  const found = useApi<Place[]>(q.trim().length < 2 ? null : placePaths.search(q)).data ?? [];
  const options: Picked[] = q.trim().length < 2 ? offered : found.filter(fits);
  return { options, setQ, typed: q.trim().length >= 2 };
}
/** A pupil lives in a commune or in a part of one. */
const habitable = ({ state, kind }: Place): boolean => state === 'current' && kind !== 'district';
const same = (a: Picked, b: Picked): boolean => a.id === b.id;
const named = (one: Picked): string => `${one.name} (${one.code})`;
const all = <T,>(options: T[]): T[] => options;

export function PlacePicker({ label, hint, value, onChange }: { label: string; hint?: string; value: Candidate | null; onChange: (place: Candidate | null) => void }) {
  const t = useTranslate();
  const { options, setQ, typed } = useFound(habitable);
  return (
    <Autocomplete<Picked> options={options} value={value} filterOptions={all} isOptionEqualToValue={same} getOptionLabel={named} getOptionKey={(one) => one.id} noOptionsText={t(typed ? 'mua.places.noPlaceFound' : 'mua.places.typeMore')}
      onChange={(_, one) => onChange(one && { above: '', ...one })} onInputChange={(_, text, why) => { if (why === 'input') setQ(text); }}
      renderInput={(input) => <TextField {...input} label={label} helperText={hint} />} />
  );
}

export function PlacesPicker({ label, value, onChange, fits, offered }: { label: string; value: Picked[]; onChange: (places: Picked[]) => void; fits: (place: Place) => boolean; /** Before anything is typed. */ offered: Picked[] }) {
  const t = useTranslate();
  const { options, setQ, typed } = useFound(fits, offered);
  return (
    <Autocomplete<Picked, true> multiple options={options} value={value} filterOptions={all} isOptionEqualToValue={same} getOptionLabel={named} getOptionKey={(one) => one.id} noOptionsText={t(typed ? 'mua.places.noPlaceFound' : 'mua.places.typeMore')}
      onChange={(_, chosen) => onChange(chosen)} onInputChange={(_, text, why) => { if (why === 'input') setQ(text); }}
      renderInput={(input) => <TextField {...input} required={value.length === 0} label={label} />} />
  );
}
