import { Button } from '@mui/material';
import { useListContext, useTranslate } from 'ra-core';
import type { Residence } from './records.ts';

/** Several pupils, one word: those of one old building or hamlet usually went to the same place. */
export function DecideMany({ onDecide }: { onDecide: (ids: readonly string[]) => void }) {
  const t = useTranslate();
  const { selectedIds } = useListContext<Residence>();
  return <Button size="small" variant="contained" onClick={() => onDecide(selectedIds.map(String))}>{t('mua.places.decideMany', { smart_count: selectedIds.length })}</Button>;
}
