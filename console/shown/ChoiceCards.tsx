import { Box, Card, Checkbox, Stack, Typography } from '@mui/material';
import { useListContext, useTranslate } from 'ra-core';
import type { RaRecord } from 'ra-core';
import type { ReactElement, ReactNode } from 'react';

type CardsProps<R extends RaRecord> = { primary: (record: R) => ReactNode; secondary?: ((record: R) => ReactNode) | undefined; bulk: ReactElement };

/** Records as cards in the hand, with a box each where several are decided at once; what can be done with them stays in reach of the thumb. */
export function ChoiceCards<R extends RaRecord>({ primary, secondary, bulk }: CardsProps<R>) {
  const t = useTranslate();
  const { data = [], selectedIds, onToggleItem, onSelect } = useListContext<R>();
  const whole = data.length > 0 && data.every((one) => selectedIds.includes(one.id));
  return (
    // A card that hides what overflows would hold the bar at its own end instead of the screen's.
    <Card sx={{ overflow: 'visible' }}>
      <Box component="label" sx={{ display: 'flex', alignItems: 'center', px: 1, borderBottom: 1, borderColor: 'divider' }}>
        <Checkbox checked={whole} indeterminate={!whole && selectedIds.length > 0} onChange={() => onSelect(whole ? [] : data.map((one) => one.id))} />
        {t('ra.action.select_all')}
      </Box>
      <Stack component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {data.map((one) => (
          <Stack component="li" direction="row" key={one.id} sx={{ px: 1, py: 1, alignItems: 'flex-start', '& + li': { borderTop: 1, borderColor: 'divider' } }}>
            <Checkbox sx={{ mt: -0.75 }} checked={selectedIds.includes(one.id)} onChange={() => onToggleItem(one.id)} slotProps={{ input: { 'aria-labelledby': `choice-${one.id}` } }} />
            <Box sx={{ minWidth: 0 }}>
              <Typography id={`choice-${one.id}`} sx={{ fontWeight: 600 }}>{primary(one)}</Typography>
              {secondary && <Typography component="div" variant="body2">{secondary(one)}</Typography>}
            </Box>
          </Stack>
        ))}
      </Stack>
      {selectedIds.length > 0 && (
        <Stack direction="row" spacing={1} useFlexGap sx={{ position: 'sticky', bottom: 0, zIndex: 1, borderRadius: 'inherit', p: 1.5, flexWrap: 'wrap', alignItems: 'center', bgcolor: 'background.paper', borderTop: 1, borderColor: 'divider' }}>
          {bulk}
        </Stack>
      )}
    </Card>
  );
}
