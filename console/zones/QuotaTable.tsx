import { Button, Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { levelOfIntake } from '../../domain/cohort.ts';
import { zonedIntakes } from '../../domain/zoning.ts';
import { put } from '../provider/http.ts';
import { Problem } from '../shown/Problem.tsx';
import { usePlanAction } from './use-plan-action.ts';
import { zonePaths } from './paths.ts';
import type { Quota, Zoning } from './records.ts';

const numbers = ['seats', 'classes', 'rooms', 'twoSessions'] as const;

/** Seats, classes, rooms and the share of two-session classes of each school, with criteria and papers; saved together. */
export function QuotaTable({ zoning }: { zoning: Zoning }) {
  const t = useTranslate();
  const notify = useNotify();
  const [edited, setEdited] = useState<ReadonlyMap<string, Quota>>(new Map());
  const save = usePlanAction<object>((body, key) => put(zonePaths.quotas(), body, key));
  const rows = zoning.schools.flatMap((school) => zonedIntakes.filter((intake) => school.levels.includes(levelOfIntake[intake])).map((intake) => {
    const key = `${school.id}/${intake}`;
    const stored = zoning.quotas.find((one) => one.schoolId === school.id && one.intake === intake);
    const usual: Quota = { schoolId: school.id, intake, seats: 0, classes: 0, rooms: 0, twoSessions: 100, criteria: '', papers: [], forms: [] };
    return { key, school, intake, quota: edited.get(key) ?? stored ?? usual, isNew: !stored && !edited.has(key) };
  }));
  const change = (key: string, quota: Quota): void => setEdited(new Map(edited).set(key, quota));
  const press = async (): Promise<void> => {
    const quotas = [...edited.values()].map(({ schoolId, intake, seats, classes, rooms, twoSessions, criteria, papers, forms }) => ({ schoolId, intake, seats, classes, rooms, twoSessions, criteria, papers, forms }));
    if (await save.run({ unitId: zoning.unit.id, year: zoning.year, version: zoning.plan?.version ?? null, quotas })) {
      setEdited(new Map());
      notify('mua.zones.quotasSaved', { type: 'success' });
    }
  };
  return (
    <Stack spacing={1.5}>
      <TableContainer tabIndex={0}>
        <Table size="small">
          <TableHead><TableRow>{['school', 'intakeHead', ...numbers, 'criteria', 'papers'].map((key) => <TableCell key={key}>{t(`mua.zones.${key}`)}</TableCell>)}</TableRow></TableHead>
          <TableBody>
            {rows.map(({ key, school, intake, quota }) => (
              <TableRow key={key} sx={edited.has(key) ? { bgcolor: 'action.selected' } : {}}>
                <TableCell component="th" scope="row">{school.name}</TableCell>
                <TableCell>{t(`mua.zones.intake.${intake}`)}</TableCell>
                {numbers.map((name) => (
                  <TableCell key={name}>
                    <TextField size="small" type="number" disabled={!zoning.mayEdit} value={quota[name]} sx={{ width: 84 }} slotProps={{ htmlInput: { min: 0, 'aria-label': `${t(`mua.zones.${name}`)}, ${school.name}` } }}
                      onChange={(event) => change(key, { ...quota, [name]: Math.max(0, Math.round(Number(event.target.value) || 0)) })} />
                  </TableCell>
                ))}
                <TableCell><TextField size="small" multiline disabled={!zoning.mayEdit} value={quota.criteria} sx={{ minWidth: 180 }} slotProps={{ htmlInput: { 'aria-label': `${t('mua.zones.criteria')}, ${school.name}` } }} onChange={(event) => change(key, { ...quota, criteria: event.target.value })} /></TableCell>
                <TableCell><TextField size="small" multiline disabled={!zoning.mayEdit} value={quota.papers.join('\n')} placeholder={t('mua.zones.papersHint')} sx={{ minWidth: 180 }} slotProps={{ htmlInput: { 'aria-label': `${t('mua.zones.papers')}, ${school.name}` } }} onChange={(event) => change(key, { ...quota, papers: event.target.value.split('\n') })} /></TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      <Problem error={save.error} />
      {zoning.mayEdit && <div><Button variant="contained" disabled={edited.size === 0 || save.busy} onClick={() => void press()}>{t('mua.zones.saveQuotas', { smart_count: edited.size })}</Button></div>}
    </Stack>
  );
}
