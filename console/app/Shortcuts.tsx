import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Table, TableBody, TableCell, TableRow } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';

const OPEN = 'mua:shortcuts';
export const openShortcuts = (): void => {
  globalThis.dispatchEvent(new Event(OPEN));
};

/** `g` and then a letter goes somewhere. */
const places: Record<string, { to: string; label: string }> = {
  t: { to: '/', label: 'ra.page.dashboard' },
  v: { to: '/tasks', label: 'mua.nav.tasks' },
  m: { to: '/seasons', label: 'resources.seasons.name' },
  h: { to: '/pupils', label: 'resources.pupils.name' },
  x: { to: '/confirmations', label: 'resources.confirmations.name' },
  d: { to: '/units', label: 'resources.units.name' },
};

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** The keyboard's map; written down in the dialog that "?" opens. */
export function Shortcuts() {
  const t = useTranslate();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    let went = 0;
    const show = (): void => setOpen(true);
    const press = (event: KeyboardEvent): void => {
      if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const place = places[event.key];
      if (event.key === '?') show();
      else if (event.key === '/') {
        const search = document.querySelector<HTMLInputElement>('main input[name="q"], main input[type="search"]');
        if (!search) return;
        event.preventDefault();
        search.focus();
      } else if (event.key === 'g') went = event.timeStamp;
      else if (place && event.timeStamp - went < 1500) {
        went = 0;
        void navigate(place.to);
      }
    };
    globalThis.addEventListener('keydown', press);
    globalThis.addEventListener(OPEN, show);
    return () => {
      globalThis.removeEventListener('keydown', press);
      globalThis.removeEventListener(OPEN, show);
    };
  }, [navigate]);
  const rows: [string, string][] = [
    ['?', t('mua.shortcuts.title')],
    ['/', t('mua.shortcuts.search')],
    ...Object.entries(places).map(([key, place]): [string, string] => [`g ${key}`, t(place.label, { smart_count: 2 })]),
    ['Tab · Enter · Esc', t('mua.shortcuts.move')],
    ['← → ↑ ↓', t('mua.shortcuts.arrows')],
  ];
  return (
    <Dialog open={open} onClose={() => setOpen(false)} aria-labelledby="shortcuts-title">
      <DialogTitle id="shortcuts-title">{t('mua.shortcuts.title')}</DialogTitle>
      <DialogContent>
        <Table size="small">
          <TableBody>
            {rows.map(([key, what]) => (
              <TableRow key={key}>
                <TableCell component="th" scope="row"><kbd>{key}</kbd></TableCell>
                <TableCell>{what}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </DialogContent>
      <DialogActions>
        <Button onClick={() => setOpen(false)}>{t('ra.action.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
