import { Alert, Box, Button, Card, Divider, Link, Stack, TextField, Typography } from '@mui/material';
import { useLocaleState, useLogin, useTranslate } from 'ra-core';
import { useEffect, useState } from 'react';
import { locales } from '../messages/i18n.ts';
import { apiErrorOf, setRequestLocale } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import { useApi } from '../provider/use-api.ts';

/** The door: password, and the province's own sign-in when it is configured. */
export function SignIn() {
  const t = useTranslate();
  const login = useLogin();
  const [locale, setLocale] = useLocaleState();
  const methods = useApi<{ password: boolean; oidc: boolean }>(paths.signInMethods()).data;
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    document.title = `${t('ra.auth.sign_in')} – Mùa`;
    document.documentElement.lang = locale;
    setRequestLocale(locale);
  }, [locale, t]);
  const enter = async (): Promise<void> => {
    setBusy(true);
    try {
      await login({ username, password });
    } catch (error) {
      setProblem(apiErrorOf(error)?.message ?? t('ra.auth.sign_in_error'));
      setBusy(false);
    }
  };
  return (
    <Box component="main" sx={{ minHeight: '100vh', display: 'grid', placeItems: 'center', p: 2, background: 'linear-gradient(160deg, #0b2b21 0%, #123f31 55%, #1d6a50 100%)' }}>
      <Card sx={{ width: '100%', maxWidth: 420, p: { xs: 3, sm: 4 }, borderTop: '5px solid #f2c14e' }}>
        <Stack direction="row" spacing={1.5} sx={{ alignItems: 'center' }}>
          <img src="./mua.svg" alt="" width={48} height={48} />
          <div>
            <Typography variant="h1">Mùa</Typography>
            <Typography sx={{ color: 'text.secondary' }}>{t('mua.signIn.what')}</Typography>
          </div>
        </Stack>
        <Box component="form" sx={{ mt: 3 }} onSubmit={(event) => { event.preventDefault(); void enter(); }}>
          {problem && <Alert severity="error" role="alert" sx={{ mb: 1 }}>{problem}</Alert>}
          <TextField fullWidth required autoFocus name="username" autoComplete="username" label={t('ra.auth.username')} value={username} onChange={(event) => setUsername(event.target.value)} />
          <TextField fullWidth required name="password" type="password" autoComplete="current-password" label={t('ra.auth.password')} value={password} onChange={(event) => setPassword(event.target.value)} />
          <Button type="submit" fullWidth size="large" variant="contained" disabled={busy} sx={{ mt: 2 }}>
            {t('ra.auth.sign_in')}
          </Button>
        </Box>
        {methods?.oidc && (
          <>
            <Divider sx={{ my: 2 }}>{t('mua.signIn.or')}</Divider>
            <Button fullWidth size="large" variant="outlined" component="a" href={paths.signInByOidc()}>{t('mua.signIn.oidc')}</Button>
          </>
        )}
        <Stack direction="row" spacing={2} sx={{ mt: 3, justifyContent: 'space-between', flexWrap: 'wrap' }}>
          <Link href="/tra-cuu">{t('mua.signIn.parents')}</Link>
          {locales.filter((one) => one.locale !== locale).map((one) => (
            <Link key={one.locale} component="button" type="button" lang={one.locale} onClick={() => setLocale(one.locale)}>{one.name}</Link>
          ))}
        </Stack>
      </Card>
    </Box>
  );
}
