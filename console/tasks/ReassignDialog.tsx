import { Button, Dialog, DialogActions, DialogContent, DialogTitle, MenuItem, TextField } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Staff, Task } from '../provider/records.ts';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';

/** Hands a task to another person of the unit that holds it. */
export function ReassignDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const t = useTranslate();
  const { data: people = [] } = useGetList<Staff>('staff', { filter: { unitId: task.holder.id }, pagination: { page: 1, perPage: 100 }, sort: { field: 'name', order: 'ASC' } });
  const [staffId, setStaffId] = useState('');
  const assign = useAction<{ staffId: string }>((body) => post(paths.taskAssign(task.id), body));
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="reassign-title">
      <DialogTitle id="reassign-title">{t('mua.task.reassign')}</DialogTitle>
      <DialogContent>
        <TextField select fullWidth label={t('mua.field.assignee')} value={staffId} onChange={(event) => setStaffId(event.target.value)}>
          {people.filter((one) => one.active).map((one) => <MenuItem key={one.id} value={one.id}>{one.name} · {t(`mua.role.${one.role}`)}</MenuItem>)}
        </TextField>
        <Problem error={assign.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
        <Button variant="contained" disabled={staffId === '' || assign.busy} onClick={() => void assign.run({ staffId }).then((done) => done !== null && onClose())}>{t('mua.task.handOver')}</Button>
      </DialogActions>
    </Dialog>
  );
}
