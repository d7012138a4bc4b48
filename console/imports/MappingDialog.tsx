import { Button, Dialog, DialogActions, DialogContent, DialogTitle, MenuItem, Stack, TextField, Typography, useMediaQuery } from '@mui/material';
import type { Theme } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { put } from '../provider/http.ts';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { useText } from '../shown/use-text.ts';
import { importPaths } from './paths.ts';
import type { ImportRecord } from './records.ts';

/** Which column of the file is which field; the unit is not asked again. */
export function MappingDialog({ one, onClose }: { one: ImportRecord; onClose: () => void }) {
  const t = useTranslate();
  const text = useText();
  const small = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const [mapping, setMapping] = useState<Record<string, number>>(one.mapping);
  const save = useAction<{ mapping: Record<string, number>; version: number }>((body) => put(importPaths.mapping(one.id), body));
  const choose = (field: string, column: string): void => {
    // A column is one field: chosen here, it is free elsewhere.
    const others = Object.entries(mapping).filter(([key, at]) => key !== field && String(at) !== column);
    setMapping(Object.fromEntries(column === '' ? others : [...others, [field, Number(column)]]));
  };
  const missing = one.fields.filter((field) => field.required && mapping[field.key] === undefined);
  const press = async (): Promise<void> => {
    if (await save.run({ mapping, version: one.version })) onClose();
  };
  return (
    <Dialog open onClose={onClose} fullScreen={small} fullWidth maxWidth="sm" aria-labelledby="mapping-title">
      <DialogTitle id="mapping-title">{t('mua.imports.map')}</DialogTitle>
      <DialogContent>
        <Typography sx={{ color: 'text.secondary', mb: 2 }}>{t('mua.imports.mapHint')}</Typography>
        <Stack spacing={1.5}>
          {one.fields.map((field) => (
            <TextField key={field.key} select fullWidth size="small" label={text(field.label)} required={field.required} error={missing.includes(field)} value={mapping[field.key] ?? ''} onChange={(event) => choose(field.key, event.target.value)}>
              <MenuItem value="">{t('mua.imports.noColumn')}</MenuItem>
              {one.headers.map((header, column) => <MenuItem key={`${column}-${header}`} value={column}>{header === '' ? t('mua.imports.column', { number: column + 1 }) : header}</MenuItem>)}
            </TextField>
          ))}
        </Stack>
        <Problem error={save.error} />
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={onClose}>{t('mua.imports.back')}</Button>
        <Button variant="contained" disabled={missing.length > 0 || save.busy} onClick={() => void press()}>{t('mua.imports.readAgain')}</Button>
      </DialogActions>
    </Dialog>
  );
}
