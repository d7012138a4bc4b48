import { Button, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../provider/http.ts';
import type { UnitRef } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { AskDialog } from '../shown/AskDialog.tsx';
import { Panel } from '../shown/Panel.tsx';
import { useAction } from '../shown/use-action.ts';
import { examPaths } from './paths.ts';
import type { Accounts } from './records.ts';

/** Accounts are handed to the families class by class, at the meeting where their use is shown. */
export function HandOverClasses({ school, classes }: { school: UnitRef; classes: Accounts['classes'] }) {
  const t = useTranslate();
  const notify = useNotify();
  const may = useMay('exam.work');
  const [asked, setAsked] = useState<string | null>(null);
  const hand = useAction<{ schoolId: string; className: string }, { handed: number }>((body) => post(examPaths.handOver(), body));
  const left = (one: Accounts['classes'][number]): number => one.issued - one.handedOver;
  const chosen = classes.find((one) => one.className === asked);
  const press = async (): Promise<void> => {
    const done = asked === null ? null : await hand.run({ schoolId: school.id, className: asked });
    if (!done) return;
    notify('mua.exam.handed', { type: 'success', messageArgs: { smart_count: done.handed } });
    setAsked(null);
  };
  return (
    <Panel title={t('mua.exam.handOver')}>
      <TableContainer tabIndex={0}>
        <Table size="small">
          <TableHead><TableRow><TableCell>{t('mua.field.className')}</TableCell>{['mua.exam.inClass', 'mua.exam.withAccount', 'mua.exam.handedOver'].map((key) => <TableCell key={key} align="right">{t(key)}</TableCell>)}{may && <TableCell>{t('mua.exam.next')}</TableCell>}</TableRow></TableHead>
          <TableBody>
            {classes.map((one) => (
              <TableRow key={one.className}>
                <TableCell component="th" scope="row">{one.className}</TableCell>
                {([one.pupils, one.issued, one.handedOver] as const).map((value, at) => <TableCell key={at} align="right">{value.toLocaleString('vi')}</TableCell>)}
                {may && <TableCell>{left(one) > 0 ? <Button size="small" variant="outlined" sx={{ whiteSpace: 'nowrap' }} onClick={() => setAsked(one.className)}>{t('mua.exam.handOverClass', { smart_count: left(one) })}</Button> : one.issued > 0 && t('mua.exam.allHanded')}</TableCell>}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {chosen && <AskDialog title={t('mua.exam.handOverOf', { name: chosen.className })} hint={t('mua.exam.handOverHint', { smart_count: left(chosen) })} confirm={t('mua.exam.handOverSure')} busy={hand.busy} error={hand.error} onConfirm={() => void press()} onClose={() => setAsked(null)} />}
    </Panel>
  );
}
