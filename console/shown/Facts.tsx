import { Box } from '@mui/material';
import type { ReactNode } from 'react';

/** Names and values, as a description list; empty values are left out. */
export function Facts({ of, columns = 1 }: { of: readonly (readonly [string, ReactNode])[]; columns?: 1 | 2 }) {
  const known = of.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <Box
      component="dl"
      sx={{ m: 0, display: 'grid', columnGap: 3, rowGap: 1.5, gridTemplateColumns: { xs: '1fr', sm: columns === 2 ? '1fr 1fr' : '1fr' } }}
    >
      {known.map(([name, value]) => (
        <Box key={name}>
          <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.875rem' }}>
            {name}
          </Box>
          <Box component="dd" sx={{ m: 0 }}>
            {value}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
