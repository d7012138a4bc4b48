import { Alert, Box, Button, Stack, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { Link, useParams } from 'react-router-dom';
import { useItem } from '../provider/use-api.ts';
import type { Task } from '../provider/records.ts';
import { DueBadge } from '../shown/DueBadge.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Page } from '../shown/Page.tsx';
import { Problem } from '../shown/Problem.tsx';
import { StateChip } from '../shown/StateChip.tsx';
import { useText } from '../shown/use-text.ts';
import { WorkflowLink } from '../shown/WorkflowLink.tsx';
import { Explanation } from './Explanation.tsx';
import { TaskAbout } from './TaskAbout.tsx';
import { TaskAnswers } from './TaskAnswers.tsx';
import { TaskFiles } from './TaskFiles.tsx';
import { TaskForm } from './TaskForm.tsx';
import { TaskHistory } from './TaskHistory.tsx';
import { TaskPeople } from './TaskPeople.tsx';
import { TaskReview } from './TaskReview.tsx';
import { TaskWork } from './TaskWork.tsx';

/** One task: what it asks and why on the left of the eye's path, the answer under it, people and history beside. */
export function TaskPage() {
  const t = useTranslate();
  const text = useText();
  const { id = '' } = useParams();
  const { data: task, error, refetch } = useItem<Task>('tasks', id);
  if (error) return <Page title={t('mua.nav.tasks')}><Problem error={error} onRetry={() => void refetch()} /></Page>;
  if (!task) return <Loading />;
  return (
    <Page
      title={text(task.title)}
      rehearsal={task.rehearsal}
      intro={`${t('mua.step', { number: task.stepNumber })}: ${text(task.stepTitle)} · ${task.unit.name}`}
      actions={
        <>
          <Button size="small" component={Link} to={`/seasons/${task.seasonId}/show`}>{t('mua.room.open')}</Button>
          <WorkflowLink url={task.workflowUrl} />
        </>
      }
    >
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', mb: 2 }}>
        <StateChip of="task" state={task.state} />
        <DueBadge task={task} withDate />
      </Stack>
      {task.returnReason && task.state === 'returned' && (
        <Alert severity="warning" sx={{ mb: 2 }}>
          <strong>{t('mua.task.returnedBecause')}</strong> {task.returnReason}
        </Alert>
      )}
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0,1fr)', md: 'minmax(0,5fr) minmax(0,3fr)' }, alignItems: 'start' }}>
        <Stack spacing={2}>
          <TaskAbout task={task} />
          {task.work && <TaskWork work={task.work} />}
          {task.disputeId ? (
            <Button variant="contained" size="large" component={Link} to={`/disputes/${task.disputeId}/show`}>{t('mua.dispute.open')}</Button>
          ) : (
            <Answering task={task} />
          )}
          <TaskFiles task={task} />
        </Stack>
        <Stack spacing={2}>
          <TaskPeople task={task} />
          <Explanation task={task} />
          <TaskHistory task={task} />
        </Stack>
      </Box>
    </Page>
  );
}

function Answering({ task }: { task: Task }) {
  const t = useTranslate();
  if (task.can.includes('submit')) return <TaskForm key={task.id} task={task} />;
  return (
    <>
      {task.answers && <TaskAnswers task={task} />}
      {task.can.includes('accept') && <TaskReview task={task} />}
      {!task.answers && !task.can.includes('accept') && <Typography sx={{ color: 'text.secondary' }}>{t('mua.task.nothingToDo')}</Typography>}
    </>
  );
}
