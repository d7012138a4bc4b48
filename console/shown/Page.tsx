import { Box, Stack, Typography } from '@mui/material';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { RehearsalBanner } from './RehearsalBanner.tsx';

type PageProps = {
  title: string;
  /** One sentence under the title: what this page is for. */
  intro?: ReactNode;
  actions?: ReactNode;
  /** The page concerns a rehearsal: say so, unmistakably. */
  rehearsal?: boolean;
  children: ReactNode;
};

/** Every page: its name in the tab and as the only h1, then what it is for, then what can be done. */
export function Page({ title, intro, actions, rehearsal = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} – Mùa`;
  }, [title]);
  return (
    <>
      {rehearsal && <RehearsalBanner />}
      <Stack
        direction={{ xs: 'column', md: 'row' }}
        spacing={2}
        sx={{ justifyContent: 'space-between', alignItems: { xs: 'stretch', md: 'flex-start' }, mb: 2 }}
      >
        <Box sx={{ minWidth: 0 }}>
          <Typography variant="h1">{title}</Typography>
          {intro && (
            <Typography component="div" sx={{ color: 'text.secondary', mt: 0.5, maxWidth: '75ch' }}>
              {intro}
            </Typography>
          )}
        </Box>
        {actions && (
          <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', flexShrink: 0 }}>
            {actions}
          </Stack>
        )}
      </Stack>
      {children}
    </>
  );
}
