import HelpIcon from '@mui/icons-material/KeyboardOutlined';
import MenuIcon from '@mui/icons-material/Menu';
import { AppBar, Box, IconButton, LinearProgress, Toolbar, Tooltip, Typography } from '@mui/material';
import { useIsFetching } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router-dom';
import { useSession } from '../provider/session.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { openShortcuts } from './Shortcuts.tsx';

export function TopBar({ onMenu }: { onMenu: (() => void) | null }) {
  const t = useTranslate();
  const unit = useSession()?.staff.unit.name;
  const fetching = useIsFetching() > 0;
  return (
    <AppBar position="fixed" elevation={0} component="header" sx={{ zIndex: (theme) => theme.zIndex.drawer + 1, borderBottom: '3px solid #f2c14e' }}>
      <Toolbar variant="dense" sx={{ minHeight: 53, gap: 1 }}>
        {onMenu && (
          <IconButton color="inherit" edge="start" onClick={onMenu} aria-label={t('ra.action.open_menu')}>
            <MenuIcon />
          </IconButton>
        )}
        <Box component={Link} to="/" sx={{ display: 'flex', alignItems: 'center', gap: 1, color: 'inherit', textDecoration: 'none' }}>
          <img src="./mua.svg" alt="" width={30} height={30} />
          <Typography component="span" sx={{ fontWeight: 700, fontSize: '1.25rem' }}>
            Mùa
          </Typography>
        </Box>
        <Typography component="span" noWrap sx={{ flex: 1, opacity: 0.92, fontSize: '0.9375rem', pl: 1 }}>
          {unit}
        </Typography>
        <Tooltip title={t('mua.shortcuts.title')}>
          <IconButton color="inherit" onClick={openShortcuts} aria-label={t('mua.shortcuts.title')} sx={{ display: { xs: 'none', sm: 'inline-flex' } }}>
            <HelpIcon />
          </IconButton>
        </Tooltip>
        <AccountMenu />
      </Toolbar>
      {fetching && (
        <LinearProgress aria-label={t('ra.page.loading')} color="secondary" sx={{ position: 'absolute', insetInline: 0, bottom: -3, height: 3 }} />
      )}
    </AppBar>
  );
}
