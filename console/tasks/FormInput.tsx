import { Checkbox, FormControl, FormControlLabel, FormHelperText, InputAdornment, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { FormField } from '../../domain/form.ts';
import { useText } from '../shown/use-text.ts';

type InputProps = { field: FormField; value: unknown; problem: string | undefined; onChange: (value: unknown) => void };
type DirectiveValue = { number?: string; signedOn?: string; signer?: string };

/** One question of a duty's form, by its type. */
export function FormInput({ field, value, problem, onChange }: InputProps) {
  const t = useTranslate();
  const text = useText();
  const id = `answer-${field.key}`;
  const shared = { id, fullWidth: true, label: text(field.label), required: field.required, error: problem !== undefined, helperText: problem };
  if (field.type === 'boolean') {
    return (
      <FormControl error={problem !== undefined} required={field.required} fullWidth>
        <FormControlLabel
          label={text(field.label)}
          control={<Checkbox id={id} checked={value === true} onChange={(event) => onChange(event.target.checked)} slotProps={{ input: { 'aria-label': text(field.label), 'aria-describedby': problem ? `${id}-problem` : undefined } }} />}
        />
        {problem && <FormHelperText id={`${id}-problem`}>{problem}</FormHelperText>}
      </FormControl>
    );
  }
  if (field.type === 'file') {
    return (
      <FormControl error={problem !== undefined} fullWidth>
        <Typography id={id} tabIndex={-1}>{text(field.label)}{field.required ? ' *' : ''}</Typography>
        <FormHelperText sx={{ ml: 0 }}>{problem ?? t('mua.file.below')}</FormHelperText>
      </FormControl>
    );
  }
  if (field.type === 'directive') return <DirectiveInput field={field} value={value} problem={problem} onChange={onChange} />;
  if (field.type === 'choice') {
    return (
      <TextField {...shared} select value={value ?? ''} onChange={(event) => onChange(event.target.value)}>
        {field.options.map((option) => <MenuItem key={option.value} value={option.value}>{text(option.label)}</MenuItem>)}
      </TextField>
    );
  }
  if (field.type === 'number') {
    return (
      <TextField {...shared} type="number" value={value ?? ''} onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
        slotProps={{ htmlInput: { min: field.min, max: field.max, step: field.integer ? 1 : 'any', inputMode: field.integer ? 'numeric' : 'decimal' }, input: field.unit ? { endAdornment: <InputAdornment position="end">{text(field.unit)}</InputAdornment> } : {} }} />
    );
  }
  if (field.type === 'date') {
    return <TextField {...shared} type="date" value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)} slotProps={{ inputLabel: { shrink: true } }} />;
  }
  const long = field.type === 'text' && field.multiline === true;
  return (
    <TextField {...shared} type={field.type === 'url' ? 'url' : 'text'} multiline={long} {...(long ? { minRows: 3 } : {})} value={value ?? ''} onChange={(event) => onChange(event.target.value)}
      slotProps={{ htmlInput: field.type === 'url' ? { placeholder: 'https://' } : { maxLength: field.maxLength ?? 4000 } }} />
  );
}

function DirectiveInput({ field, value, problem, onChange }: InputProps) {
  const t = useTranslate();
  const text = useText();
  const given = (typeof value === 'object' && value !== null ? value : {}) as DirectiveValue;
  const set = (change: DirectiveValue): void => onChange({ ...given, ...change });
  return (
    <FormControl component="fieldset" error={problem !== undefined} fullWidth>
      <Typography component="legend" sx={{ mb: 0.5 }}>{text(field.label)}{field.required ? ' *' : ''}</Typography>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
        <TextField id={`answer-${field.key}`} fullWidth label={t('mua.directive.number')} value={given.number ?? ''} onChange={(event) => set({ number: event.target.value })} error={problem !== undefined} />
        <TextField fullWidth type="date" label={t('mua.directive.signedOn')} value={given.signedOn ?? ''} onChange={(event) => set({ signedOn: event.target.value })} slotProps={{ inputLabel: { shrink: true } }} error={problem !== undefined} />
        <TextField fullWidth label={t('mua.directive.signer')} value={given.signer ?? ''} onChange={(event) => set({ signer: event.target.value })} error={problem !== undefined} />
      </Stack>
      {problem && <FormHelperText>{problem}</FormHelperText>}
    </FormControl>
  );
}
