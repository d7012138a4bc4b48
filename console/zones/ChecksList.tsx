import { Alert, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { Zoning } from './records.ts';

/** Everything that keeps the committee from deciding: gaps, overlaps, schools without a quota, children without a school. */
export function ChecksList({ zoning }: { zoning: Zoning }) {
  const t = useTranslate();
  if (zoning.findings.length === 0) return <Alert severity="success">{t('mua.zones.allGood')}</Alert>;
  const nameOf = (placeId: string | null, schoolId: string | null): string =>
    zoning.places.find((one) => one.id === placeId)?.name ?? zoning.schools.find((one) => one.id === schoolId)?.name ?? '';
  const codeOf = (placeId: string | null): string => zoning.places.find((one) => one.id === placeId)?.code ?? '';
  return (
    <TableContainer tabIndex={0}>
      <Table size="small">
        <TableHead><TableRow>{['finding', 'where', 'intakeHead', 'children'].map((key) => <TableCell key={key}>{t(`mua.zones.${key}`)}</TableCell>)}</TableRow></TableHead>
        <TableBody>
          {zoning.findings.slice(0, 500).map((one) => (
            <TableRow key={`${one.code}/${one.placeId}/${one.schoolId}/${one.intake}`}>
              <TableCell>{t(`mua.zones.findings.${one.code}`)}</TableCell>
              <TableCell>{nameOf(one.placeId, one.schoolId)} {codeOf(one.placeId)}</TableCell>
              <TableCell>{t(`mua.zones.intake.${one.intake}`)}</TableCell>
              <TableCell align="right">{one.children.toLocaleString('vi')}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
