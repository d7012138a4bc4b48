import { Box, Stack, Typography } from '@mui/material';

export type MeterPart = { label: string; count: number; color: string };

/** How far a set of work is: a stacked bar with its numbers in words beneath. */
export function Meter({ parts, total, label, quiet = false }: { parts: readonly MeterPart[]; total: number; label: string; quiet?: boolean }) {
  const shown = parts.filter((part) => part.count > 0);
  const words = shown.map((part) => `${part.label} ${part.count.toLocaleString('vi')}`).join(' · ');
  return (
    <div>
      <Box role="img" aria-label={`${label}: ${words || '0'} / ${total}`} sx={{ display: 'flex', height: 10, borderRadius: 5, overflow: 'hidden', bgcolor: 'action.selected' }}>
        {shown.map((part) => <Box key={part.label} sx={{ width: `${(part.count / Math.max(1, total)) * 100}%`, bgcolor: part.color, borderInlineEnd: '1px solid', borderColor: 'background.paper' }} />)}
      </Box>
      {!quiet && (
        <Stack component="span" direction="row" spacing={1.5} useFlexGap sx={{ flexWrap: 'wrap', rowGap: 0, mt: 0.5 }}>
          {shown.map((part) => (
            <Typography key={part.label} component="span" variant="body2" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
              <Box component="span" aria-hidden sx={{ width: 10, height: 10, borderRadius: '3px', bgcolor: part.color }} />
              {part.label} {part.count.toLocaleString('vi')}
            </Typography>
          ))}
        </Stack>
      )}
    </div>
  );
}
