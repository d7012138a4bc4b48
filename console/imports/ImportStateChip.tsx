import { Chip } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { ImportState } from '../../domain/import.ts';

const tones = {
  queued: 'info', reading: 'info', ready: 'warning', committing: 'info', committed: 'success', undoing: 'info', undone: 'default', refused: 'error', cancelled: 'default',
} as const satisfies Record<ImportState, string>;

export function ImportStateChip({ state }: { state: ImportState }) {
  const t = useTranslate();
  return <Chip size="small" variant="outlined" color={tones[state]} label={t(`mua.imports.state.${state}`)} />;
}
