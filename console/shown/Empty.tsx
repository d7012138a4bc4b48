import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';

/** Nothing here: say why, and what to do next. */
export function Empty({ title, hint, action }: { title: string; hint?: string; action?: ReactNode }) {
  return (
    <Box sx={{ textAlign: 'center', py: 6, px: 2 }}>
      <svg width="72" height="56" viewBox="0 0 72 56" aria-hidden="true">
        <path d="M6 48c16-7 44-7 60 0" fill="none" stroke="currentColor" strokeOpacity=".35" strokeWidth="2.500" strokeLinecap="round" />
        {[18, 36, 54].map((x) => (
          <path key={x} d={`M${x} 45c0-14 2-22 8-29m-8 19c-4-4-6-8-7-13`} fill="none" stroke="#c08a1e" strokeWidth="2.500" strokeLinecap="round" />
        ))}
      </svg>
      <Typography variant="h3" component="p" sx={{ mt: 1 }}>
        {title}
      </Typography>
      {hint && <Typography sx={{ color: 'text.secondary', mt: 0.5, mx: 'auto', maxWidth: '52ch' }}>{hint}</Typography>}
      {action && <Box sx={{ mt: 2 }}>{action}</Box>}
    </Box>
  );
}
