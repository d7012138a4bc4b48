import { Link, Stack, TableCell, TableRow } from '@mui/material';
import { useTranslate } from 'ra-core';
import { registrationStates } from '../../domain/identity.ts';
import type { UnitRef } from '../provider/records.ts';
import type { Slips } from './records.ts';
import { SlipSteps } from './SlipSteps.tsx';

export type SlipClassProps = { school: UnitRef; className: string; rows: Slips['classes']; onOpen: () => void };
const staleOf = (rows: Slips['classes']): number => rows.reduce((sum, one) => sum + one.stale, 0);

export function SlipClassRow({ school, className, rows, onOpen }: SlipClassProps) {
  const stale = staleOf(rows);
  return (
    <TableRow>
      <TableCell component="th" scope="row"><Link component="button" type="button" onClick={onOpen} sx={{ fontWeight: 600 }}>{className}</Link></TableCell>
      {registrationStates.map((state) => <TableCell key={state} align="right">{rows.find((one) => one.state === state)?.count.toLocaleString('vi') ?? ''}</TableCell>)}
      <TableCell align="right" sx={stale > 0 ? { fontWeight: 700 } : {}}>{stale > 0 ? stale : ''}</TableCell>
      <TableCell><SlipSteps school={school} className={className} rows={rows} /></TableCell>
    </TableRow>
  );
}

/** The same in the hand. */
export function SlipClassCard({ school, className, rows, onOpen }: SlipClassProps) {
  const t = useTranslate();
  const stale = staleOf(rows);
  const words = registrationStates.flatMap((state) => rows.filter((one) => one.state === state).map((one) => `${t(`mua.exam.slipState.${state}`)} ${one.count.toLocaleString('vi')}`));
  return (
    <Stack component="li" spacing={0.5}>
      <div><Link component="button" type="button" onClick={onOpen} sx={{ fontWeight: 600 }}>{t('mua.class', { name: className })}</Link></div>
      <span>{[...words, ...(stale > 0 ? [`${t('mua.exam.stale')} ${stale}`] : [])].join(' · ')}</span>
      <SlipSteps school={school} className={className} rows={rows} />
    </Stack>
  );
}
