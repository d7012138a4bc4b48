import { Alert, Button } from '@mui/material';
import { useTranslate } from 'ra-core';
import { Page } from '../shown/Page.tsx';

export function Broken({ error }: { error: Error }) {
  const t = useTranslate();
  return (
    <Page title={t('ra.page.error')}>
      <Alert
      severity="error"
      action={
        <Button color="inherit" onClick={() => globalThis.location.reload()}>
          {t('mua.reload')}
        </Button>
      }
    >
      {t('ra.message.error')}
      <details>
        <summary>{t('ra.message.details')}</summary>
        {error.message}
      </details>
      </Alert>
    </Page>
  );
}
