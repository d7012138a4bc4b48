import { Box, Button, Checkbox, Chip, Link, Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { registrationCan } from '../../domain/registration-slip.ts';
import type { UnitRef } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { useApi } from '../provider/use-api.ts';
import { Loading } from '../shown/Loading.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Tick } from '../shown/Tick.tsx';
import { FaultDialog } from './FaultDialog.tsx';
import { examPaths } from './paths.ts';
import type { SlipRow, Slips } from './records.ts';
import { SlipSteps } from './SlipSteps.tsx';

const mayFault = (one: SlipRow): boolean => (registrationCan.fault as readonly string[]).includes(one.state);

/** The slips of one class, pupil by pupil: pick some for the next step, or write down what a pupil found wrong. */
export function SlipClass({ school, className, onBack }: { school: UnitRef; className: string; onBack: () => void }) {
  const t = useTranslate();
  const may = useMay('exam.work');
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [faulty, setFaulty] = useState<SlipRow | null>(null);
  const data = useApi<Slips>(examPaths.slips(school.id, className)).data;
  if (!data) return <Loading />;
  const chosen = data.slips.filter((one) => picked.has(one.pupilId));
  const counted = (chosen.length > 0 ? chosen : data.slips).map((one) => ({ state: one.state, count: 1, stale: one.stale ? 1 : 0 }));
  const toggle = (ids: readonly string[], on: boolean): void => setPicked(on ? new Set([...picked, ...ids]) : new Set([...picked].filter((id) => !ids.includes(id))));
  const all = data.slips.map((one) => one.pupilId);
  return (
    <Panel title={t('mua.class', { name: className })} action={<Button onClick={onBack}>← {t('mua.exam.classes')}</Button>}>
      <Stack spacing={1.5}>
        <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
          {may && <Tick label={chosen.length > 0 ? t('mua.exam.picked', { smart_count: chosen.length }) : t('mua.exam.pickAll')} checked={chosen.length === all.length} indeterminate={chosen.length > 0 && chosen.length < all.length} onChange={(_, on) => toggle(all, on)} />}
          <SlipSteps school={school} className={className} rows={counted} {...(chosen.length > 0 && { pupilIds: chosen.map((one) => one.pupilId) })} />
          {may && <Button size="small" component="a" target="_blank" rel="noopener" href={examPaths.printSlips(school.id, className, null)}>{t('mua.exam.wholeClassPdf')}</Button>}
        </Stack>
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}>
          {data.slips.map((one) => (
            <Stack key={one.pupilId} component="li" direction="row" spacing={1} useFlexGap sx={{ py: 0.5, flexWrap: 'wrap', alignItems: 'center' }}>
              {may && <Checkbox checked={picked.has(one.pupilId)} onChange={(_, on) => toggle([one.pupilId], on)} slotProps={{ input: { 'aria-label': t('mua.exam.pick1', { name: one.fullName }) } }} />}
              <Box sx={{ flex: '1 1 200px', minWidth: 0 }}>
                <Link component={RouterLink} to={`/pupils/${one.pupilId}/show`} color="inherit" sx={{ fontWeight: 600 }}>{one.fullName}</Link> · {one.code}
                {one.correction && <div>{t('mua.exam.found', { words: one.correction })}</div>}
              </Box>
              {one.stale && <Chip size="small" color="warning" label={t('mua.exam.stale')} />}
              <Chip size="small" variant="outlined" color={one.state === 'kept' ? 'success' : one.state === 'to-correct' ? 'error' : 'default'} label={t(`mua.exam.slipState.${one.state}`)} />
              {may && mayFault(one) && <Button size="small" onClick={() => setFaulty(one)}>{t('mua.exam.fault')}</Button>}
            </Stack>
          ))}
        </Box>
      </Stack>
      {faulty && <FaultDialog school={school} className={className} slip={faulty} onClose={() => setFaulty(null)} />}
    </Panel>
  );
}
