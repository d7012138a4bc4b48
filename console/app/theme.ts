import { defaultTheme } from 'ra-ui-materialui';
import type { RaThemeOptions } from 'ra-ui-materialui';
import { rice } from './palette.ts';

const font = ['"Be Vietnam Pro"', 'system-ui', '-apple-system', '"Segoe UI"', 'Roboto', 'sans-serif'].join(',');

const palettes = {
  light: {
    mode: 'light' as const,
    primary: { main: rice.leaf, dark: rice.paddy, contrastText: '#ffffff' },
    secondary: { main: rice.goldDeep, contrastText: '#ffffff' },
    error: { main: '#b3261e' },
    warning: { main: '#8f4e00' },
    info: { main: '#0b5c8a' },
    success: { main: '#1d6a38' },
    background: { default: rice.paper, paper: '#ffffff' },
    text: { primary: '#1b2420', secondary: '#4c5a53' },
    divider: '#dedacd',
  },
  dark: {
    mode: 'dark' as const,
    primary: { main: '#8fd3b0', dark: '#6dbb95', contrastText: '#06241a' },
    secondary: { main: rice.gold, contrastText: '#2a1d00' },
    error: { main: '#ffb4ab' },
    warning: { main: '#ffc26b' },
    info: { main: '#9ccfee' },
    success: { main: '#93d6a3' },
    background: { default: rice.night, paper: rice.nightPaper },
    text: { primary: '#e8ede9', secondary: '#b4c0b9' },
    divider: '#35423b',
  },
};

/** What axe asks of the default theme: labelled checkboxes, readable sort labels, a visible focus. */
export function themeOf(mode: 'light' | 'dark', dense: boolean, selectLabel: string): RaThemeOptions {
  const palette = palettes[mode];
  const focus = { outline: `3px solid ${mode === 'light' ? '#b37a00' : rice.gold}`, outlineOffset: 2 };
  return {
    ...defaultTheme,
    palette,
    shape: { borderRadius: 6 },
    typography: {
      fontFamily: font,
      fontWeightMedium: 600,
      h1: { fontSize: '1.75rem', fontWeight: 700, lineHeight: 1.3 },
      h2: { fontSize: '1.25rem', fontWeight: 700, lineHeight: 1.35 },
      h3: { fontSize: '1.05rem', fontWeight: 600, lineHeight: 1.4 },
      h6: { fontSize: '1.1rem', fontWeight: 600 },
      body1: { lineHeight: 1.6 },
      body2: { lineHeight: 1.55 },
      button: { textTransform: 'none', fontWeight: 600 },
    },
    components: {
      ...defaultTheme.components,
      MuiCssBaseline: {
        styleOverrides: {
          body: { fontFeatureSettings: '"tnum"', overflowWrap: 'break-word' },
          'a:focus-visible, button:focus-visible, [tabindex]:focus-visible': focus,
        },
      },
      MuiButtonBase: { styleOverrides: { root: { '&.Mui-focusVisible': focus } } },
      MuiButton: { defaultProps: { disableElevation: true }, styleOverrides: { root: { whiteSpace: 'nowrap' } } },
      MuiBadge: { styleOverrides: { badge: { whiteSpace: 'nowrap', overflowWrap: 'normal' } } },
      MuiPaper: { styleOverrides: { rounded: { borderRadius: 12 } } },
      MuiCard: { defaultProps: { variant: 'outlined' } },
      MuiCheckbox: { defaultProps: { slotProps: { input: { 'aria-label': selectLabel } } } },
      MuiTextField: { defaultProps: { variant: 'outlined', size: dense ? 'small' : 'medium', margin: 'dense' } },
      MuiFormControl: { defaultProps: { variant: 'outlined', margin: 'dense', size: dense ? 'small' : 'medium' } },
      MuiTable: { defaultProps: { size: dense ? 'small' : 'medium' } },
      MuiTableCell: {
        styleOverrides: {
          root: { padding: dense ? '4px 10px' : '10px 14px', borderColor: palette.divider },
          head: { fontWeight: 600, color: palette.text.primary, fontSize: '0.875rem' },
        },
      },
      MuiTableSortLabel: { styleOverrides: { root: { minHeight: 24, color: palette.text.primary } } },
      MuiChip: { styleOverrides: { root: { fontWeight: 600 } } },
      MuiTab: { styleOverrides: { root: { minHeight: 44, textTransform: 'none' } } },
      MuiAppBar: {
        defaultProps: { color: 'default' },
        styleOverrides: { root: { backgroundColor: mode === 'light' ? rice.paddy : rice.paddyDeep, backgroundImage: 'none', color: '#ffffff' } },
      },
    },
  };
}
