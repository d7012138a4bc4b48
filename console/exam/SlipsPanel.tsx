import { Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, useMediaQuery } from '@mui/material';
import type { Theme } from '@mui/material';
import { useTranslate } from 'ra-core';
import { registrationStates } from '../../domain/identity.ts';
import type { RegistrationState } from '../../domain/identity.ts';
import type { UnitRef } from '../provider/records.ts';
import { useApi } from '../provider/use-api.ts';
import { Empty } from '../shown/Empty.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Meter } from '../shown/Meter.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { examPaths } from './paths.ts';
import type { Slips } from './records.ts';
import { SlipClass } from './SlipClass.tsx';
import { SlipClassCard, SlipClassRow } from './SlipClassRow.tsx';
import type { SlipClassProps } from './SlipClassRow.tsx';

const colours = { 'to-print': 'text.disabled', printed: 'info.main', proofread: 'hsl(265 45% 50%)', 'to-correct': 'error.main', signed: 'warning.main', kept: 'success.main' } as const satisfies Record<RegistrationState, string>;

/** The chain of a registration slip: printed, proofread, corrected, signed, kept (HP-SYNC-2023, slips); a class moves together. */
export function SlipsPanel({ school, className, onClass }: { school: UnitRef; className: string | null; onClass: (name: string | null) => void }) {
  const t = useTranslate();
  const small = useMediaQuery((theme: Theme) => theme.breakpoints.down('md'));
  const { data, error } = useApi<Slips>(examPaths.slips(school.id));
  if (error) return <Problem error={error} />;
  if (!data) return <Loading />;
  const names = [...new Set(data.classes.map((one) => one.className))];
  if (names.length === 0) return <Empty title={t('mua.exam.noPupils')} hint={t('mua.exam.noPupilsHint')} />;
  const total = data.classes.reduce((sum, one) => sum + one.count, 0);
  const parts = registrationStates.toReversed().map((state) => ({ label: t(`mua.exam.slipState.${state}`), color: colours[state], count: data.classes.filter((one) => one.state === state).reduce((sum, one) => sum + one.count, 0) }));
  if (className !== null && names.includes(className)) return <SlipClass key={className} school={school} className={className} onBack={() => onClass(null)} />;
  const of = (name: string): SlipClassProps => ({ school, className: name, rows: data.classes.filter((one) => one.className === name), onOpen: () => onClass(name) });
  return (
    <Stack spacing={2}>
      <Panel title={t('mua.exam.slipsState')}><Meter label={t('mua.exam.slipsState')} total={total} parts={parts} /></Panel>
      <Panel title={t('mua.exam.classes')}>
        {small ? (
          <Stack component="ul" spacing={2} sx={{ m: 0, p: 0, listStyle: 'none' }}>{names.map((name) => <SlipClassCard key={name} {...of(name)} />)}</Stack>
        ) : (
          <TableContainer tabIndex={0}>
            <Table size="small">
              <TableHead><TableRow><TableCell>{t('mua.field.className')}</TableCell>{registrationStates.map((state) => <TableCell key={state} align="right">{t(`mua.exam.slipState.${state}`)}</TableCell>)}<TableCell align="right">{t('mua.exam.stale')}</TableCell><TableCell>{t('mua.exam.next')}</TableCell></TableRow></TableHead>
              <TableBody>{names.map((name) => <SlipClassRow key={name} {...of(name)} />)}</TableBody>
            </Table>
          </TableContainer>
        )}
      </Panel>
    </Stack>
  );
}
