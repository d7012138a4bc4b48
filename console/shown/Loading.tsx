import { CircularProgress, Stack } from '@mui/material';
import { useTimeout, useTranslate } from 'ra-core';

/** What stands where a page will be: nothing for a second, then a ring that says what it waits for. */
export function Loading() {
  const t = useTranslate();
  const late = useTimeout(1000);
  if (!late) return null;
  return (
    <Stack role="status" spacing={2} sx={{ alignItems: 'center', py: 8 }}>
      <CircularProgress aria-label={t('ra.page.loading')} />
      <span>{t('ra.message.loading')}</span>
    </Stack>
  );
}
