import { Box, Button, Card, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router-dom';
import { RehearseButton, useRehearse } from '../seasons/RehearseButton.tsx';
import { usualColleagues } from '../seasons/usual-colleagues.ts';
import { useMay } from '../provider/session.ts';
import { Problem } from '../shown/Problem.tsx';

/** Nothing runs yet: one press, and within a minute something lives on the screen. */
export function FirstRehearsal() {
  const t = useTranslate();
  const prepare = useMay('season.prepare');
  const { press, busy, error, retry } = useRehearse();
  return (
    <Card component="section" aria-label={t('mua.dashboard.first')} sx={{ p: { xs: 2.5, sm: 4 }, background: 'linear-gradient(150deg, #123f31, #1d6a50)', color: '#ffffff', borderBottom: '6px solid #f2c14e' }}>
      <Typography variant="h2">{t('mua.dashboard.first')}</Typography>
      <Typography sx={{ mt: 1, maxWidth: '65ch' }}>{t('mua.dashboard.firstHint')}</Typography>
      <Box sx={{ mt: 2.5, display: 'flex', gap: 1.5, flexWrap: 'wrap', '& .MuiButton-outlined': { color: '#ffffff', borderColor: '#ffffff' } }}>
        <Button size="large" variant="contained" disabled={busy} sx={{ bgcolor: '#f2c14e', color: '#2a1d00', '&:hover': { bgcolor: '#ffd36b' }, '&.Mui-disabled': { bgcolor: '#e6d9b4', color: '#2a1d00' } }}
          onClick={() => void press({ planKey: 'hp-2023', dayMs: 2000, colleagues: usualColleagues })}>
          {busy ? t('mua.rehearsal.beginning') : t('mua.dashboard.tryNow')}
        </Button>
        <RehearseButton />
        {prepare && <Button size="large" variant="outlined" component={Link} to="/seasons/create">{t('mua.wizard.launch')}</Button>}
      </Box>
      <Problem error={error} {...(retry ? { onRetry: () => void retry() } : {})} />
    </Card>
  );
}
