import { Button, Stack } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../provider/http.ts';
import type { UnitRef } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { AskDialog } from '../shown/AskDialog.tsx';
import { useAction } from '../shown/use-action.ts';
import { examPaths } from './paths.ts';
import type { Slips } from './records.ts';
import { dueFor, slipSteps } from './slip-steps.ts';
import type { SlipStep } from './slip-steps.ts';

type Counted = Pick<Slips['classes'][number], 'state' | 'count' | 'stale'>;

/** The next steps of a class, or of the pupils picked in it, each with how many slips it moves; asked for once before it is written. */
export function SlipSteps({ school, className, rows, pupilIds }: { school: UnitRef; className: string; rows: readonly Counted[]; pupilIds?: readonly string[] }) {
  const t = useTranslate();
  const notify = useNotify();
  const may = useMay('exam.work');
  const [asked, setAsked] = useState<SlipStep | null>(null);
  const move = useAction<object, { moved: number }>((body) => post(examPaths.moveSlips(), body));
  // Papers are printed for a class at a time: the PDF holds exactly those that are due.
  const due = slipSteps.map((step) => ({ step, count: dueFor(step, rows) })).filter(({ step, count }) => count > 0 && (step !== 'print' || !pupilIds));
  const press = async (): Promise<void> => {
    const done = await move.run({ schoolId: school.id, className, action: asked, ...(pupilIds && { pupilIds }) });
    if (!done) return;
    notify('mua.exam.moved', { type: 'success', messageArgs: { smart_count: done.moved } });
    setAsked(null);
  };
  if (!may || due.length === 0) return null;
  return (
    <>
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
        {due.map(({ step, count }, at) => <Button key={step} size="small" variant={at === 0 ? 'contained' : 'outlined'} sx={{ whiteSpace: 'nowrap' }} onClick={() => setAsked(step)}>{t(`mua.exam.step.${step}`, { smart_count: count })}</Button>)}
      </Stack>
      {asked && (
        <AskDialog title={t(`mua.exam.stepOf.${asked}`, { name: className })} confirm={t(`mua.exam.stepSure.${asked}`)} busy={move.busy} error={move.error} onConfirm={() => void press()} onClose={() => setAsked(null)}
          hint={<>{t(`mua.exam.stepHint.${asked}`)}{asked === 'print' && <Button fullWidth variant="outlined" component="a" target="_blank" rel="noopener" sx={{ mt: 2 }} href={examPaths.printSlips(school.id, className, 'due')}>{t('mua.exam.openPdf')}</Button>}</>} />
      )}
    </>
  );
}
