import { Chip, Stack } from '@mui/material';

export type Look = { key: string | null; label: string; count?: number };

/** What of a list is looked at: one at a time; the first usually is all of it. */
export function LookChips({ looks, value, onPick, label }: { looks: readonly Look[]; value: string | null; onPick: (key: string | null) => void; label: string }) {
  return (
    <Stack role="group" aria-label={label} direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
      {looks.map((one) => (
        <Chip key={one.key ?? ''} component="button" type="button" clickable aria-pressed={value === one.key} color={value === one.key ? 'primary' : 'default'} variant={value === one.key ? 'filled' : 'outlined'}
          label={one.count === undefined ? one.label : `${one.label}: ${one.count.toLocaleString('vi')}`} onClick={() => onPick(one.key)} />
      ))}
    </Stack>
  );
}
