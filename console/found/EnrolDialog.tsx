import { Autocomplete, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { UnitRef } from '../provider/records.ts';
import { useApi } from '../provider/use-api.ts';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import type { FoundChild } from './records.ts';

/** A school of the commune took the child in: from here on the school answers for it. */
export function EnrolDialog({ child, onClose }: { child: FoundChild; onClose: () => void }) {
  const t = useTranslate();
  const notify = useNotify();
  const schools = useApi<UnitRef[]>(paths.list('units', { filter: JSON.stringify({ tier: 'school', under: child.unit.path }), range: '[0,199]' })).data ?? [];
  const [school, setSchool] = useState<UnitRef | null>(null);
  const [className, setClassName] = useState('');
  const enrol = useAction<{ schoolId: string; className: string; version: number }>((body) => post(`/api/found-children/${child.id}/enrol`, body));
  const press = async (): Promise<void> => {
    if (school && (await enrol.run({ schoolId: school.id, className: className.trim(), version: child.version }))) {
      notify('mua.found.enrolled', { type: 'success' });
      onClose();
    }
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="enrol-title">
      <DialogTitle id="enrol-title">{t('mua.found.enrolOf', { name: child.fullName })}</DialogTitle>
      <DialogContent>
        <Typography sx={{ color: 'text.secondary', mb: 1 }}>{t('mua.found.enrolHint')}</Typography>
        <Autocomplete options={schools} value={school} onChange={(_, one) => setSchool(one)} getOptionLabel={(one) => one.name} getOptionKey={(one) => one.id} renderInput={(input) => <TextField {...input} required label={t('mua.tier.school')} />} />
        <TextField fullWidth required label={t('mua.field.className')} value={className} onChange={(event) => setClassName(event.target.value)} />
        <Problem error={enrol.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
        <Button variant="contained" disabled={!school || className.trim() === '' || enrol.busy} onClick={() => void press()}>{t('mua.found.enrol')}</Button>
      </DialogActions>
    </Dialog>
  );
}
