import { Button, Link, List, ListItem, ListItemText, Stack } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { Link as RouterLink } from 'react-router-dom';
import type { TaskRow } from '../provider/records.ts';
import { DueBadge } from '../shown/DueBadge.tsx';
import { Empty } from '../shown/Empty.tsx';
import { Panel } from '../shown/Panel.tsx';
import { RehearsalChip } from '../shown/RehearsalChip.tsx';
import { useText } from '../shown/use-text.ts';

/** My next deadlines, nearest first. */
export function DueSoon() {
  const t = useTranslate();
  const text = useText();
  const { data: tasks, isPending } = useGetList<TaskRow>('tasks', { filter: { mine: 'assigned' }, sort: { field: 'dueAt', order: 'ASC' }, pagination: { page: 1, perPage: 6 } });
  const { data: free } = useGetList<TaskRow>('tasks', { filter: { mine: 'unassigned' }, sort: { field: 'dueAt', order: 'ASC' }, pagination: { page: 1, perPage: 6 } });
  const shown = tasks && tasks.length > 0 ? tasks : (free ?? []);
  return (
    <Panel title={t(tasks && tasks.length > 0 ? 'mua.dashboard.due' : 'mua.dashboard.free')} action={<Button component={RouterLink} to="/tasks">{t('mua.nav.tasks')}</Button>}>
      {!isPending && shown.length === 0 && <Empty title={t('mua.tasks.none')} hint={t('mua.tasks.noneHint')} />}
      <List disablePadding>
        {shown.map((task) => (
          <ListItem key={task.id} disableGutters divider>
            <ListItemText
              primary={<Link component={RouterLink} to={`/tasks/${task.id}/show`} sx={{ fontWeight: 600 }}>{text(task.title)}</Link>}
              secondary={<Stack component="span" direction="row" spacing={1} useFlexGap sx={{ mt: 0.5, flexWrap: 'wrap', alignItems: 'center' }}><DueBadge task={task} withDate />{task.rehearsal && <RehearsalChip />}<span>{task.unit.name}</span></Stack>}
            />
          </ListItem>
        ))}
      </List>
    </Panel>
  );
}
