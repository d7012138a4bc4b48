import { Chip } from '@mui/material';
import { useTranslate } from 'ra-core';

export function RehearsalChip() {
  const t = useTranslate();
  return <Chip size="small" label={t('mua.rehearsal.chip')} sx={{ bgcolor: '#f2c14e', color: '#2a1d00', borderRadius: 1 }} />;
}
