import { Alert, Button } from '@mui/material';
import { useTranslate } from 'ra-core';
import { apiErrorOf } from '../provider/http.ts';

/** A refusal in the server's words, and who was faster when somebody was. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useTranslate();
  if (!error) return null;
  const told = apiErrorOf(error);
  const away = told?.status === 503 || told?.status === 0;
  return (
    <Alert
      severity={away || told?.status === 409 ? 'warning' : 'error'}
      role="alert"
      sx={{ my: 1 }}
      {...(onRetry
        ? {
            action: (
              <Button color="inherit" size="small" onClick={onRetry}>
                {t('mua.retry')}
              </Button>
            ),
          }
        : {})}
    >
      {told?.message ?? t('ra.message.error')}
      {told?.by && (
        <div>
          <strong>{t('mua.faster', { name: told.by.name, unit: told.by.unit })}</strong>
        </div>
      )}
      {away && <div>{t('mua.kept')}</div>}
    </Alert>
  );
}
