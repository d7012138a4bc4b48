import { Box } from '@mui/material';
import { useTranslate } from 'ra-core';

/** Striped like a road block: whoever sees this screen knows that nothing of it leaves the house. On a page it stays below the bar; a dialog scrolls by itself and has no bar. */
export function RehearsalBanner({ inDialog = false }: { inDialog?: boolean }) {
  const t = useTranslate();
  return (
    <Box
      role="note"
      data-testid="rehearsal-banner"
      sx={{
        position: inDialog ? 'static' : 'sticky',
        top: 60,
        zIndex: 5,
        mb: 2,
        p: '6px',
        borderRadius: 2,
        background: 'repeating-linear-gradient(-45deg, #f2c14e 0 14px, #2a1d00 14px 28px)',
      }}
    >
      <Box
        sx={{ bgcolor: '#f2c14e', color: '#2a1d00', borderRadius: 1.5, py: 0.75, px: 2, textAlign: 'center', fontWeight: 700, letterSpacing: '0.02em' }}
      >
        {t('mua.rehearsal.banner')}
      </Box>
    </Box>
  );
}
