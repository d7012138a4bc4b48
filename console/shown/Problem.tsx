import { Alert, Box, Button } from '@mui/material';
import { useTranslate } from 'ra-core';
import { apiErrorOf } from '../provider/http.ts';

type ProblemProps = {
  error: unknown;
  onRetry?: () => void;
  /** The fields whose messages the form shows at their inputs: those are not said twice. */
  beside?: readonly string[];
};

/** A refusal in the server's words, field by field, and who was faster when somebody was. */
export function Problem({ error, onRetry, beside = [] }: ProblemProps) {
  const t = useTranslate();
  if (!error) return null;
  const told = apiErrorOf(error);
  const fields = Object.entries(told?.fields ?? {}).filter(([name]) => !beside.includes(name));
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
      {fields.length > 0 && (
        <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
          {fields.map(([name, message]) => <li key={name}>{message}</li>)}
        </Box>
      )}
      {told?.by && (
        <div>
          <strong>{t('mua.faster', { name: told.by.name, unit: told.by.unit })}</strong>
        </div>
      )}
      {away && <div>{t('mua.kept')}</div>}
    </Alert>
  );
}
