import { Autocomplete, Button, Stack, TextField } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { useState } from 'react';
import type { Directive } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { dayText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import { DirectiveDialog } from './DirectiveDialog.tsx';

/** Chooses the directive that a change cites, or makes one on the spot. */
export function DirectivePicker({ value, onChange, required = true }: { value: string | null; required?: boolean; onChange: (id: string | null, chosen?: Directive) => void }) {
  const t = useTranslate();
  const locale = useLanguage();
  const create = useMay('directive.create');
  const [q, setQ] = useState('');
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Directive | null>(null);
  const { data: found = [] } = useGetList<Directive>('directives', { filter: q ? { q } : {}, pagination: { page: 1, perPage: 20 }, sort: { field: 'signedOn', order: 'DESC' } });
  const options = made && !found.some((one) => one.id === made.id) ? [made, ...found] : found;
  return (
    <>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1} sx={{ alignItems: { sm: 'center' } }}>
        <Autocomplete fullWidth options={options} value={options.find((one) => one.id === value) ?? null} filterOptions={(all) => all} isOptionEqualToValue={(a, b) => a.id === b.id}
          onChange={(_, chosen) => onChange(chosen?.id ?? null, chosen ?? undefined)} onInputChange={(_, text, why) => { if (why === 'input') setQ(text); }}
          getOptionLabel={(one) => `${one.number} (${dayText(one.signedOn, locale)}) – ${one.title}`}
          renderInput={(input) => <TextField {...input} required={required} label={t('mua.directive.cited')} helperText={required ? t('mua.directive.citedHint') : ''} />} />
        {create && <Button onClick={() => setMaking(true)} sx={{ flexShrink: 0 }}>{t('mua.directive.new')}</Button>}
      </Stack>
      {making && <DirectiveDialog onClose={() => setMaking(false)} onMade={(one) => { setMade(one); onChange(one.id, one); setMaking(false); }} />}
    </>
  );
}
