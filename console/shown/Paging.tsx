import { Button, Stack, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';

/** From row to row of a long list; nothing when all of it is on the screen. */
export function Paging({ offset, size, total, onGo }: { offset: number; size: number; total: number; onGo: (offset: number) => void }) {
  const t = useTranslate();
  if (total <= size) return null;
  return (
    <Stack direction="row" spacing={1} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap', mt: 1 }}>
      <Button disabled={offset === 0} onClick={() => onGo(Math.max(0, offset - size))}>{t('mua.paging.before')}</Button>
      <Typography role="status">{t('mua.paging.range', { from: offset + 1, to: Math.min(offset + size, total), total })}</Typography>
      <Button disabled={offset + size >= total} onClick={() => onGo(offset + size)}>{t('mua.paging.after')}</Button>
    </Stack>
  );
}
