import { Alert, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useApi } from '../provider/use-api.ts';
import { zonePaths } from './paths.ts';
import type { Difference, Zoning } from './records.ts';

/** Which places go elsewhere than last year. */
export function ComparePanel({ zoning }: { zoning: Zoning }) {
  const t = useTranslate();
  const found = useApi<Difference[]>(zonePaths.compare(zoning.unit.id, zoning.year)).data ?? [];
  if (found.length === 0) return <Alert severity="info">{t('mua.zones.sameAsLastYear')}</Alert>;
  return (
    <TableContainer tabIndex={0}>
      <Table size="small">
        <TableHead><TableRow>{['place', 'intakeHead', 'lastYear', 'thisYear'].map((key) => <TableCell key={key}>{t(`mua.zones.${key}`)}</TableCell>)}</TableRow></TableHead>
        <TableBody>
          {found.map((one) => (
            <TableRow key={`${one.placeId}/${one.intake}`}>
              <TableCell component="th" scope="row">{zoning.places.find((place) => place.id === one.placeId)?.name ?? '—'}</TableCell>
              <TableCell>{t(`mua.zones.intake.${one.intake}`)}</TableCell>
              <TableCell>{one.before.join(', ') || '—'}</TableCell>
              <TableCell><strong>{one.after.join(', ') || '—'}</strong></TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
