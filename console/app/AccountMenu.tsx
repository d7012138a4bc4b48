import AccountIcon from '@mui/icons-material/AccountCircle';
import { Box, Button, Divider, FormControlLabel, ListItem, ListItemText, Menu, MenuItem, Switch } from '@mui/material';
import { useLocaleState, useLogout, useStore, useTranslate } from 'ra-core';
import { useTheme } from 'ra-ui-materialui';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { locales } from '../messages/i18n.ts';
import { keepPreferences, useSession } from '../provider/session.ts';
import { PasswordDialog } from '../session/PasswordDialog.tsx';
import type { Preferences } from '../provider/records.ts';

/** Who is signed in, and how the console looks to them. */
export function AccountMenu() {
  const t = useTranslate();
  const session = useSession();
  const logout = useLogout();
  const navigate = useNavigate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [changing, setChanging] = useState(false);
  const [locale, setLocale] = useLocaleState();
  const [theme, setTheme] = useTheme();
  const [dense, setDense] = useStore('dense', true);
  const keep = (change: Preferences): void => {
    const preferences: Preferences = { locale: locale === 'en' ? 'en' : 'vi', theme: theme === 'dark' ? 'dark' : 'light', dense, ...change };
    void keepPreferences(preferences).catch(() => undefined);
  };
  const go = (to: string): void => {
    setAnchor(null);
    void navigate(to);
  };
  const name = session?.staff.name ?? '';
  return (
    <>
      <Button color="inherit" startIcon={<AccountIcon />} onClick={(event) => setAnchor(event.currentTarget)} aria-haspopup="menu" aria-expanded={anchor !== null} aria-label={t('mua.account.of', { name })}>
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' }, maxWidth: 180, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {name}
        </Box>
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} slotProps={{ paper: { sx: { width: 290 } } }}>
        <ListItem role="presentation">
          <ListItemText primary={name} secondary={session && `${t(`mua.role.${session.staff.role}`)} · ${session.staff.unit.name}`} />
        </ListItem>
        <Divider component="li" role="presentation" />
        {locales.map((one) => (
          <MenuItem key={one.locale} role="menuitemradio" aria-checked={locale === one.locale} selected={locale === one.locale} lang={one.locale}
            onClick={() => { setLocale(one.locale); keep({ locale: one.locale }); }}>
            {one.name}
          </MenuItem>
        ))}
        <Divider component="li" role="presentation" />
        <ToggleItem label={t('mua.account.dark')} on={theme === 'dark'} onToggle={(on) => { setTheme(on ? 'dark' : 'light'); keep({ theme: on ? 'dark' : 'light' }); }} />
        <ToggleItem label={t('mua.account.dense')} on={dense} onToggle={(on) => { setDense(on); keep({ dense: on }); }} />
        <Divider component="li" role="presentation" />
        <MenuItem onClick={() => go('/delegations')}>{t('mua.account.delegations')}</MenuItem>
        <MenuItem onClick={() => { setAnchor(null); setChanging(true); }}>{t('mua.account.password')}</MenuItem>
        <MenuItem onClick={() => { setAnchor(null); void logout(); }}>{t('ra.auth.logout')}</MenuItem>
      </Menu>
      {changing && <PasswordDialog onClose={() => setChanging(false)} />}
    </>
  );
}

function ToggleItem({ label, on, onToggle }: { label: string; on: boolean; onToggle: (on: boolean) => void }) {
  return (
    <MenuItem role="menuitemcheckbox" aria-checked={on} onClick={() => onToggle(!on)} sx={{ py: 0 }}>
      <FormControlLabel sx={{ pointerEvents: 'none', width: '100%', justifyContent: 'space-between', ml: 0 }} labelPlacement="start" label={label}
        control={<Switch checked={on} slotProps={{ input: { tabIndex: -1, 'aria-hidden': true } }} />} />
    </MenuItem>
  );
}
