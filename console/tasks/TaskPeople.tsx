import { Button, Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Task } from '../provider/records.ts';
import { Facts } from '../shown/Facts.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { RemindDialog } from '../seasons/room/RemindDialog.tsx';
import { ReassignDialog } from './ReassignDialog.tsx';

/** Who holds the task, and handing it over. */
export function TaskPeople({ task }: { task: Task }) {
  const t = useTranslate();
  const [dialog, setDialog] = useState<'reassign' | 'remind' | null>(null);
  const claim = useAction<object>((body) => post(paths.taskClaim(task.id), body));
  const release = useAction<object>((body) => post(paths.taskRelease(task.id), body));
  return (
    <Panel title={t('mua.task.people')}>
      <Facts of={[
        [t('mua.field.unit'), task.unit.name],
        [t('mua.field.holder'), task.holder.name],
        [t('mua.field.assignee'), task.assignee ? task.assignee.name : t('mua.tasks.nobody')],
        [t('mua.field.escalation'), task.escalation > 0 ? t(`mua.escalation.${task.escalation}`) : ''],
      ]} />
      <Problem error={claim.error ?? release.error} />
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', mt: 2 }}>
        {task.can.includes('claim') && <Button variant="outlined" size="small" disabled={claim.busy} onClick={() => void claim.run({})}>{t('mua.task.claim')}</Button>}
        {task.can.includes('release') && <Button variant="outlined" size="small" disabled={release.busy} onClick={() => void release.run({})}>{t('mua.task.release')}</Button>}
        {task.can.includes('reassign') && <Button variant="outlined" size="small" onClick={() => setDialog('reassign')}>{t('mua.task.reassign')}</Button>}
        {task.can.includes('remind') && <Button variant="outlined" size="small" onClick={() => setDialog('remind')}>{t('mua.remind.now')}</Button>}
      </Stack>
      {dialog === 'reassign' && <ReassignDialog task={task} onClose={() => setDialog(null)} />}
      {dialog === 'remind' && <RemindDialog taskIds={[task.id]} onClose={() => setDialog(null)} />}
    </Panel>
  );
}
