import { Box, Chip, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { SchoolSeats } from '../../domain/zoning.ts';
import type { ZoneSchool } from './records.ts';
import { schoolColour } from './school-colour.ts';

/** The bar only repeats the numbers: a phone does without. */
const onDesk = { display: { xs: 'none', sm: 'table-cell' } };

/** Seats against children, school by school; the worst first. `before`: as it was, for what-if. */
export function SeatsTable({ seats, schools, before }: { seats: readonly SchoolSeats[]; schools: readonly ZoneSchool[]; before?: readonly SchoolSeats[] }) {
  const t = useTranslate();
  const most = Math.max(1, ...seats.map((one) => Math.max(one.children, one.seats ?? 0)));
  // A school that nobody was zoned for had no children, not an unknown number of them.
  const was = (one: SchoolSeats): number | undefined => before && (before.find((other) => other.schoolId === one.schoolId && other.intake === one.intake)?.children ?? 0);
  return (
    <TableContainer tabIndex={0}>
      <Table size="small">
        <TableHead><TableRow>{['school', 'intakeHead', 'seats', 'children', 'shortfall', 'bar'].map((key) => <TableCell key={key} sx={key === 'bar' ? onDesk : {}}>{t(`mua.zones.${key}`)}</TableCell>)}</TableRow></TableHead>
        <TableBody>
          {seats.toSorted((one, other) => other.shortfall - one.shortfall || other.children - one.children).map((one) => {
            const school = schools.find((each) => each.id === one.schoolId);
            const previous = was(one);
            return (
              <TableRow key={`${one.schoolId}/${one.intake}`}>
                <TableCell component="th" scope="row"><Box component="span" aria-hidden sx={{ display: 'inline-block', width: 10, height: 10, borderRadius: '3px', mr: 1, bgcolor: schoolColour(schools, one.schoolId) }} />{school?.name ?? one.schoolId}</TableCell>
                <TableCell>{t(`mua.zones.intake.${one.intake}`)}</TableCell>
                <TableCell align="right">{one.seats?.toLocaleString('vi') ?? '—'}</TableCell>
                <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>{previous === undefined || previous === one.children ? one.children.toLocaleString('vi') : `${previous.toLocaleString('vi')} → ${one.children.toLocaleString('vi')}`}</TableCell>
                <TableCell align="right">{one.shortfall > 0 ? <Chip size="small" color="error" label={one.shortfall.toLocaleString('vi')} /> : '0'}</TableCell>
                <TableCell sx={{ minWidth: 140, ...onDesk }}>
                  <Box aria-hidden sx={{ position: 'relative', height: 12, bgcolor: 'action.hover', borderRadius: 1 }}>
                    <Box sx={{ height: 12, borderRadius: 1, width: `${(one.children / most) * 100}%`, bgcolor: one.shortfall > 0 ? 'error.main' : 'success.main' }} />
                    {one.seats !== null && <Box sx={{ position: 'absolute', top: -3, height: 18, width: 2, bgcolor: 'text.primary', left: `${(one.seats / most) * 100}%` }} />}
                  </Box>
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
