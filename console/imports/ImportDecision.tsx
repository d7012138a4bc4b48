import DownloadIcon from '@mui/icons-material/DownloadOutlined';
import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../provider/http.ts';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { MappingDialog } from './MappingDialog.tsx';
import { importPaths } from './paths.ts';
import type { ImportRecord } from './records.ts';

type Asked = 'commit' | 'good' | 'cancel' | 'undo';

/** Commit all or the good rows, the marked file, other columns, cancel, undo: what can be done now, and nothing else. */
export function ImportDecision({ one }: { one: ImportRecord }) {
  const t = useTranslate();
  const notify = useNotify();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [mapping, setMapping] = useState(false);
  const decide = useAction<{ action: 'commit' | 'cancel' | 'undo'; goodRowsOnly?: boolean; version: number }>(({ action, ...body }, key) => post(importPaths.decide(one.id, action), body, key));
  const { error = 0, candidate = 0, duplicate = 0, changed = 0, new: fresh = 0 } = one.counts;
  const faults = error + candidate + duplicate + (one.counts['not-ours'] ?? 0);
  const writes = fresh + changed;
  const press = async (what: Asked): Promise<void> => {
    const action = what === 'good' ? 'commit' : what;
    const done = await decide.run({ action, version: one.version, ...(what === 'good' ? { goodRowsOnly: true } : {}) });
    setAsked(null);
    if (done) notify(`mua.imports.told.${action}`, { type: 'success' });
  };
  const can = (action: ImportRecord['can'][number]): boolean => one.can.includes(action);
  return (
    <>
      <Problem error={decide.error} {...(decide.retry ? { onRetry: () => void decide.retry?.() } : {})} />
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', mt: 2 }}>
        {can('commit') && error === 0 && <Button variant="contained" disabled={decide.busy || writes + candidate === 0} onClick={() => setAsked('commit')}>{t('mua.imports.commit', { smart_count: writes })}</Button>}
        {can('commit') && error > 0 && writes > 0 && <Button variant="contained" disabled={decide.busy} onClick={() => setAsked('good')}>{t('mua.imports.commitGood', { smart_count: writes })}</Button>}
        {faults > 0 && <Button variant="outlined" startIcon={<DownloadIcon />} component="a" href={importPaths.marked(one.id)} download>{t('mua.imports.marked', { smart_count: faults })}</Button>}
        {can('map') && one.headers.length > 0 && <Button variant={one.missing.length > 0 ? 'contained' : 'outlined'} onClick={() => setMapping(true)}>{t('mua.imports.map')}</Button>}
        {can('cancel') && <Button variant="outlined" color="inherit" disabled={decide.busy} onClick={() => setAsked('cancel')}>{t('mua.imports.cancel')}</Button>}
        {can('undo') && <Button variant="outlined" color="error" disabled={decide.busy} onClick={() => setAsked('undo')}>{t('mua.imports.undo')}</Button>}
      </Stack>
      {mapping && <MappingDialog one={one} onClose={() => setMapping(false)} />}
      <Dialog open={asked !== null} onClose={() => setAsked(null)} aria-labelledby="import-asked">
        <DialogTitle id="import-asked">{asked && t(`mua.imports.ask.${asked}`)}</DialogTitle>
        <DialogContent><Typography>{asked && t(`mua.imports.askMore.${asked}`, { writes, error })}</Typography></DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={() => setAsked(null)}>{t('mua.imports.back')}</Button>
          <Button variant="contained" color={asked === 'undo' ? 'error' : 'primary'} disabled={decide.busy} onClick={() => asked && void press(asked)}>{t('mua.imports.yes')}</Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
