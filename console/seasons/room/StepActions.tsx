import { Button } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import type { Season, StepRow } from '../../provider/records.ts';
import { ChangeDialog } from './ChangeDialog.tsx';

const kinds = ['extend', 'shorten', 'skip'] as const;

/** What may be done to one step: a closed or skipped one is left alone. */
export function StepActions({ season, step }: { season: Season; step: StepRow }) {
  const t = useTranslate();
  const [kind, setKind] = useState<(typeof kinds)[number] | null>(null);
  if (step.phase === 'closed' || step.phase === 'skipped') return null;
  return (
    <>
      {kinds.filter((one) => season.can.includes(one)).map((one) => (
        <Button key={one} size="small" variant="outlined" color={one === 'skip' ? 'error' : 'primary'} onClick={() => setKind(one)}>{t(`mua.change.${one}`)}</Button>
      ))}
      {kind && <ChangeDialog season={season} step={step} kind={kind} onClose={() => setKind(null)} />}
    </>
  );
}
