import { Box, Card, Chip, Stack, Tab, Table, TableBody, TableCell, TableHead, TablePagination, TableRow, Tabs, Typography, useMediaQuery } from '@mui/material';
import type { Theme } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { useState } from 'react';
import { rowVerdicts } from '../../domain/import.ts';
import type { RowVerdict } from '../../domain/import.ts';
import { dayMonthYear } from '../../domain/slip.ts';
import { Problem } from '../shown/Problem.tsx';
import { useText } from '../shown/use-text.ts';
import type { ImportRecord, ImportRowRecord } from './records.ts';

const perPage = 25;
const tones = { new: 'success', changed: 'primary', unchanged: 'default', duplicate: 'warning', 'not-ours': 'warning', candidate: 'info', error: 'error' } as const satisfies Record<RowVerdict, string>;

/** What each row would do, a tab for each verdict, mistakes first. */
export function ImportRows({ one }: { one: ImportRecord }) {
  const t = useTranslate();
  const small = useMediaQuery((theme: Theme) => theme.breakpoints.down('md'));
  const filled = rowVerdicts.toReversed().filter((verdict) => (one.counts[verdict] ?? 0) > 0);
  const [chosen, setChosen] = useState<RowVerdict | null>(null);
  const [page, setPage] = useState(0);
  const verdict = chosen !== null && filled.includes(chosen) ? chosen : filled[0];
  const { data = [], total = 0, error } = useGetList<ImportRowRecord>(`imports/${one.id}/rows`, { filter: verdict ? { verdict } : {}, pagination: { page: page + 1, perPage }, sort: { field: 'rowNumber', order: 'ASC' } }, { enabled: verdict !== undefined });
  if (verdict === undefined) return null;
  return (
    <Card component="section" aria-label={t('mua.imports.rows')}>
      <Tabs value={verdict} onChange={(_, to: RowVerdict) => { setChosen(to); setPage(0); }} variant="scrollable" allowScrollButtonsMobile aria-label={t('mua.imports.verdicts')}>
        {filled.map((each) => <Tab key={each} value={each} label={`${t(`mua.imports.verdict.${each}`)} (${(one.counts[each] ?? 0).toLocaleString('vi')})`} />)}
      </Tabs>
      <Problem error={error} />
      {small ? (
        <Stack sx={{ p: 2 }} spacing={2}>
          {data.map((row) => (
            <Box key={row.id} sx={{ borderBottom: 1, borderColor: 'divider', pb: 1.5 }}>
              <Stack direction="row" spacing={1} sx={{ mb: 0.5 }}><strong>{t('mua.imports.row', { number: row.rowNumber })}</strong><Chip size="small" variant="outlined" color={tones[row.verdict]} label={t(`mua.imports.verdict.${row.verdict}`)} /></Stack>
              <Who one={one} row={row} /><What one={one} row={row} />
            </Box>
          ))}
        </Stack>
      ) : (
        <Table size="small">
          <TableHead><TableRow><TableCell>{t('mua.imports.rowHead')}</TableCell><TableCell>{t('mua.imports.record')}</TableCell><TableCell>{t('mua.imports.effect')}</TableCell></TableRow></TableHead>
          <TableBody>
            {data.map((row) => (
              <TableRow key={row.id} sx={{ verticalAlign: 'top' }}>
                <TableCell>{row.rowNumber}</TableCell>
                <TableCell sx={{ width: '35%' }}><Who one={one} row={row} /></TableCell>
                <TableCell><What one={one} row={row} /></TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      <TablePagination component="div" count={total} page={page} rowsPerPage={perPage} rowsPerPageOptions={[perPage]} onPageChange={(_, to) => setPage(to)}
        getItemAriaLabel={(which) => t(which === 'next' ? 'ra.navigation.next' : 'ra.navigation.previous')} labelDisplayedRows={({ from, to, count }) => `${from}–${to} / ${count.toLocaleString('vi')}`} />
    </Card>
  );
}

function useValue(one: ImportRecord): { label: (field: string) => string; value: (field: string, given: string) => string } {
  const text = useText();
  const t = useTranslate();
  const known = new Map(one.fields.map((field) => [field.key, field]));
  return {
    label: (field) => text(known.get(field)?.label ?? field),
    value: (field, given) => {
      if (given === '') return t('mua.imports.empty');
      const { kind, choices } = known.get(field) ?? {};
      if (kind === 'date' && /^\d{4}-\d\d-\d\d$/.test(given)) return dayMonthYear(given);
      return text(choices?.find((choice) => choice.value === given)?.label) || given;
    },
  };
}

/** The row as a person knows it: its first filled fields. */
function Who({ one, row }: { one: ImportRecord; row: ImportRowRecord }) {
  const { value } = useValue(one);
  const shown = one.fields.filter((field) => (row.values[field.key] ?? '') !== '').slice(0, 4).map((field) => value(field.key, row.values[field.key] ?? ''));
  return <Typography component="span" variant="body2">{shown.join(' · ')}</Typography>;
}

function What({ one, row }: { one: ImportRecord; row: ImportRowRecord }) {
  const t = useTranslate();
  const text = useText();
  const { label, value } = useValue(one);
  const changes = Object.entries(row.diff);
  return (
    <Stack spacing={0.5}>
      {row.problems.map((found) => (
        <Typography key={`${found.field ?? ''}${found.problem.vi}`} variant="body2" sx={{ color: row.verdict === 'error' ? 'error.main' : 'text.primary' }}>
          {found.field && <strong>{label(found.field)}: </strong>}{text(found.problem)}
        </Typography>
      ))}
      {changes.map(([field, { from, to }]) => (
        <Typography key={field} variant="body2">
          <strong>{label(field)}:</strong> <Box component="del" sx={{ color: 'text.secondary' }}>{value(field, from)}</Box> → <Box component="ins" sx={{ textDecoration: 'none', fontWeight: 600 }}>{value(field, to)}</Box>
        </Typography>
      ))}
      {row.applied && <Typography variant="body2" sx={{ color: 'success.main' }}>{t('mua.imports.written')}</Typography>}
    </Stack>
  );
}
