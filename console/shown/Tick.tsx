import { Checkbox, FormControlLabel } from '@mui/material';
import type { CheckboxProps } from '@mui/material';

/** A checkbox with its words beside it. The theme names bare checkboxes (those of tables) “select”, so the words are given as its name too. */
export function Tick({ label, ...box }: { label: string } & Pick<CheckboxProps, 'checked' | 'indeterminate' | 'size' | 'onChange'>) {
  return <FormControlLabel label={label} control={<Checkbox {...box} slotProps={{ input: { 'aria-label': label } }} />} />;
}
