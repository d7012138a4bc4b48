import { Button, Chip, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useApi } from '../provider/use-api.ts';
import { Empty } from '../shown/Empty.tsx';
import { Panel } from '../shown/Panel.tsx';
import { zonePaths } from './paths.ts';
import type { PlanSummary } from './records.ts';

/** The Sở’s view: every middle unit, how far it is, and where seats are short. */
export function ProvincePlans({ year, onOpen }: { year: number; onOpen: (unitId: string) => void }) {
  const t = useTranslate();
  const plans = useApi<PlanSummary[]>(zonePaths.plans(year)).data ?? [];
  return (
    <Panel title={t('mua.zones.plans', { year })}>
      {plans.length === 0 ? <Empty title={t('mua.zones.noPlans')} hint={t('mua.zones.noPlansHint')} /> : (
        <TableContainer tabIndex={0}>
          <Table size="small">
            <TableHead><TableRow>{['unit', 'stateHead', 'places', 'unzoned', 'seats', 'children', 'shortfall', 'open'].map((key) => <TableCell key={key}>{t(`mua.zones.${key}`)}</TableCell>)}</TableRow></TableHead>
            <TableBody>
              {plans.map((one) => (
                <TableRow key={one.id}>
                  <TableCell component="th" scope="row">{one.unit.name}</TableCell>
                  <TableCell><Chip size="small" label={t(`mua.zones.state.${one.state}`)} color={one.state === 'supervised' || one.state === 'frozen' ? 'success' : one.state === 'decided' ? 'warning' : 'default'} /></TableCell>
                  {([one.places, one.unzoned, one.seats, one.children, one.shortfall] as const).map((value, at) => <TableCell key={at} align="right">{value.toLocaleString('vi')}</TableCell>)}
                  <TableCell><Button size="small" onClick={() => onOpen(one.unit.id)}>{t('mua.zones.open')}</Button></TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
    </Panel>
  );
}
