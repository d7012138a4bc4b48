import { Box, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { zonedIntakes } from '../../domain/zoning.ts';
import type { ZonedIntake } from '../../domain/zoning.ts';
import type { Zoning } from './records.ts';
import { schoolColour } from './school-colour.ts';
import type { useMoves } from './use-moves.ts';

type Moves = ReturnType<typeof useMoves>;
const cellId = (row: number, intake: ZonedIntake): string => `zone-${row}-${intake}`;

/**
 * Places by intake, as a sheet: type the school's code, Enter goes down and Shift+Enter up, Tab to the right; a column copied from Excel is pasted from the
 * cell downwards. An empty cell follows the place above it.
 */
export function ZoneTable({ zoning, moves, readOnly }: { zoning: Zoning; moves: Moves; readOnly: boolean }) {
  const t = useTranslate();
  const depth = (path: string): number => path.split('/').length - 2;
  const base = Math.min(...zoning.places.map((one) => depth(one.path)), 9);
  const go = (row: number, intake: ZonedIntake): void => document.querySelector<HTMLInputElement>(`#${cellId(row, intake)}`)?.focus();
  const keyed = (event: KeyboardEvent, row: number, intake: ZonedIntake): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    go(row + (event.shiftKey ? -1 : 1), intake);
  };
  const pasted = (event: ClipboardEvent, row: number, column: number): void => {
    const lines = event.clipboardData.getData('text/plain').replace(/\r?\n$/, '').split(/\r?\n/).map((line) => line.split('\t'));
    if (lines.length === 1 && lines[0]?.length === 1) return;
    event.preventDefault();
    moves.change(lines.flatMap((line, down) => line.flatMap((text, right) => {
      const [place, intake] = [zoning.places[row + down], zonedIntakes[column + right]];
      return place && intake ? [{ placeId: place.id, intake, text: text.trim() }] : [];
    })));
  };
  const above = (parentId: string | null, intake: ZonedIntake): string => {
    const parent = zoning.places.find((one) => one.id === parentId);
    return parent === undefined ? '' : moves.valueOf(parent.id, intake) || above(parent.parentId, intake);
  };
  const children = new Map<string, number>();
  for (const one of zoning.children) children.set(one.placeId, (children.get(one.placeId) ?? 0) + one.count);
  return (
    <TableContainer tabIndex={0} sx={{ maxHeight: '70vh' }} aria-label={t('mua.zones.table')}>
      <datalist id="zone-schools">{zoning.schools.map((one) => <option key={one.id} value={one.code}>{one.name}</option>)}</datalist>
      <Table size="small" stickyHeader>
        <TableHead>
          <TableRow>
            <TableCell>{t('mua.zones.place')}</TableCell>
            <TableCell align="right">{t('mua.zones.children')}</TableCell>
            {zonedIntakes.map((intake) => <TableCell key={intake}>{t(`mua.zones.intake.${intake}`)}</TableCell>)}
          </TableRow>
        </TableHead>
        <TableBody>
          {zoning.places.map((place, row) => (
            <TableRow key={place.id}>
              <TableCell component="th" scope="row" sx={{ minWidth: 120, pl: 1 + (depth(place.path) - base) * 2.5, fontWeight: place.kind === 'group' || place.kind === 'hamlet' ? 400 : 600 }}>
                {place.name}<Typography component="span" variant="body2" sx={{ color: 'text.secondary', ml: { xs: 0, md: 1 }, display: { xs: 'block', md: 'inline' }, whiteSpace: 'nowrap' }}>{place.code}</Typography>
              </TableCell>
              <TableCell align="right">{children.get(place.id)?.toLocaleString('vi') ?? ''}</TableCell>
              {zonedIntakes.map((intake, column) => {
                const value = moves.valueOf(place.id, intake);
                const wrong = moves.isWrong(place.id, intake);
                const shown = value || above(place.parentId, intake);
                const school = zoning.schools.find((one) => one.code.toLowerCase() === (shown.split(',')[0] ?? '').trim().toLowerCase());
                return (
                  <TableCell key={intake} sx={{ p: 0.5, borderLeft: 4, borderLeftColor: school ? schoolColour(zoning.schools, school.id) : 'transparent', bgcolor: moves.isChanged(place.id, intake) ? 'action.selected' : undefined }}>
                    <Box component="input" id={cellId(row, intake)} list="zone-schools" value={value} placeholder={shown === '' ? '—' : `↑ ${shown}`} readOnly={readOnly} autoComplete="off" spellCheck={false}
                      aria-label={`${place.name}, ${t(`mua.zones.intake.${intake}`)}`} aria-invalid={wrong} title={school?.name}
                      onChange={(event) => moves.change([{ placeId: place.id, intake, text: event.currentTarget.value }])} onKeyDown={(event) => keyed(event, row, intake)} onPaste={(event) => pasted(event, row, column)}
                      sx={{ width: '100%', minWidth: 96, minHeight: 36, px: 1, font: 'inherit', color: 'inherit', bgcolor: 'transparent', border: 1, borderRadius: 1, borderColor: wrong ? 'error.main' : 'divider' }} />
                  </TableCell>
                );
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
