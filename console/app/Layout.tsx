import { Box, Drawer, useMediaQuery } from '@mui/material';
import type { Theme } from '@mui/material';
import { SkipNavigationButton } from 'ra-ui-materialui';
import { Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { useLocaleState, useTranslate } from 'ra-core';
import { setRequestLocale } from '../provider/http.ts';
import { useLive } from '../provider/live.ts';
import { useKeptPreferences } from './kept-preferences.ts';
import { ErrorPage } from './ErrorPage.tsx';
import { Navigation } from './Navigation.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { TopBar } from './TopBar.tsx';
import { Loading } from '../shown/Loading.tsx';

const NAV_WIDTH = 232;

/** The frame of every page behind the sign-in: bar, navigation, content. */
export function Layout({ children }: { children: ReactNode }) {
  const t = useTranslate();
  const wide = useMediaQuery((theme: Theme) => theme.breakpoints.up('lg'));
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  const [locale] = useLocaleState();
  useLive();
  useKeptPreferences();
  useEffect(() => setOpen(false), [pathname]);
  useEffect(() => {
    document.documentElement.lang = locale;
    setRequestLocale(locale);
  }, [locale]);
  return (
    <>
      <SkipNavigationButton />
      <TopBar onMenu={wide ? null : () => setOpen(true)} />
      <Shortcuts />
      <Box sx={{ display: 'flex', pt: '56px', minHeight: '100vh' }}>
        <Drawer
          variant={wide ? 'permanent' : 'temporary'}
          open={wide || open}
          onClose={() => setOpen(false)}
          slotProps={{ paper: { component: 'nav', 'aria-label': t('mua.nav.label'), sx: { width: NAV_WIDTH, pt: wide ? '64px' : 1, bgcolor: 'background.default' } } as never }}
          sx={{ width: wide ? NAV_WIDTH : 0, flexShrink: 0 }}
        >
          <Navigation />
        </Drawer>
        <Box
          component="main"
          id="main-content"
          tabIndex={-1}
          sx={{ flex: 1, minWidth: 0, px: { xs: 1.5, sm: 3 }, pt: 2.5, pb: 8, maxWidth: 1480, mx: 'auto', outline: 'none' }}
        >
          <ErrorPage key={pathname}>
            <Suspense fallback={<Loading />}>{children}</Suspense>
          </ErrorPage>
        </Box>
      </Box>
    </>
  );
}
