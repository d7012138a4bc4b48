import { Chip, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { Plan } from '../../domain/plan.ts';
import type { PlanCheck } from '../provider/records.ts';
import { closingText, dateText } from '../shown/time.ts';
import { useLanguage, useText } from '../shown/use-text.ts';

type Window = PlanCheck['steps'][number]['window'];

/** Every step's window; where the preparer departed from the plan, the plan's own dates stand struck through. */
export function WindowDifferences({ plan, chosen, usual }: { plan: Plan; chosen: PlanCheck; usual: PlanCheck }) {
  const t = useTranslate();
  const text = useText();
  const locale = useLanguage();
  const shown = (window: Window): string => `${dateText(window.opensAt, locale)} → ${closingText(window.closesAt, locale)}`;
  return (
    <TableContainer tabIndex={0}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{t('mua.field.step')}</TableCell>
            <TableCell>{t('mua.approval.window')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {plan.steps.map((step) => {
            const now = chosen.steps.find((one) => one.key === step.key)?.window;
            const was = usual.steps.find((one) => one.key === step.key)?.window;
            const differs = now && was && (now.opensAt !== was.opensAt || now.closesAt !== was.closesAt);
            return (
              <TableRow key={step.key}>
                <TableCell component="th" scope="row">{step.number}. {text(step.title)}</TableCell>
                <TableCell>
                  {differs && <Typography component="s" variant="body2" sx={{ display: 'block', color: 'text.secondary' }}>{shown(was)}</Typography>}
                  {now && <Typography component="span" variant="body2" sx={{ fontWeight: differs ? 700 : 400 }}>{shown(now)}</Typography>}{' '}
                  {differs && <Chip size="small" color="warning" variant="outlined" label={t('mua.approval.differs')} />}
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
