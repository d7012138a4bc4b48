import { Box, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useApi } from '../provider/use-api.ts';
import { Panel } from '../shown/Panel.tsx';
import { dayText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import { reviewPaths } from './paths.ts';
import type { Burndown } from './records.ts';

/** Schools that are still to hand in, day by day, and each district in numbers. */
export function BurndownPanel({ seasonId }: { seasonId: string }) {
  const t = useTranslate();
  const locale = useLanguage();
  const data = useApi<Burndown>(reviewPaths.burndown(seasonId)).data;
  if (!data || data.units.length === 0) return null;
  const total = Math.max(1, data.units.reduce((sum, one) => sum + one.schools, 0));
  return (
    <Panel title={t('mua.review.burndown')}>
      {data.days.length > 0 && (
        <Box component="ol" sx={{ listStyle: 'none', m: 0, mb: 2, p: 0, display: 'flex', alignItems: 'flex-end', gap: '2px', height: 120, overflowX: 'auto' }}>
          {data.days.map((one) => (
            <Box component="li" key={one.day} title={`${dayText(one.day, locale)}: ${one.left}`} aria-label={`${dayText(one.day, locale)}: ${one.left}`} sx={{ flex: '1 0 8px', bgcolor: 'primary.main', borderRadius: '3px 3px 0 0', height: `${Math.max(2, (one.left / total) * 100)}%` }} />
          ))}
        </Box>
      )}
      <TableContainer tabIndex={0}>
        <Table size="small">
          <TableHead><TableRow>{['unit', 'schools', 'submitted', 'accepted', 'pupils', 'complete'].map((key) => <TableCell key={key}>{t(`mua.review.${key}`)}</TableCell>)}</TableRow></TableHead>
          <TableBody>
            {data.units.map((one) => (
              <TableRow key={one.id}>
                <TableCell component="th" scope="row">{one.name}</TableCell>
                {([one.schools, one.submitted, one.accepted, one.pupils, one.complete] as const).map((value, at) => <TableCell key={at} align="right">{value.toLocaleString('vi')}</TableCell>)}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Panel>
  );
}
