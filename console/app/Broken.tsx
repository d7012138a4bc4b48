import { Alert, AlertTitle, Button } from '@mui/material';
import { useTranslate } from 'ra-core';

export function Broken({ error }: { error: Error }) {
  const t = useTranslate();
  return (
    <Alert
      severity="error"
      action={
        <Button color="inherit" onClick={() => globalThis.location.reload()}>
          {t('mua.reload')}
        </Button>
      }
    >
      <AlertTitle>{t('ra.page.error')}</AlertTitle>
      {t('ra.message.error')}
      <details>
        <summary>{t('ra.message.details')}</summary>
        {error.message}
      </details>
    </Alert>
  );
}
