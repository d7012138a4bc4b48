import { Box, Button, Stack, Typography } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { DataTable, SelectInput } from 'ra-ui-materialui';
import { taskKinds, taskStates } from '../../domain/task.ts';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Season, TaskRow } from '../provider/records.ts';
import { DueBadge } from '../shown/DueBadge.tsx';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Records } from '../shown/Records.tsx';
import { RehearsalChip } from '../shown/RehearsalChip.tsx';
import { RehearsalNote } from '../shown/RehearsalNote.tsx';
import { Rows } from '../shown/Rows.tsx';
import { Search } from '../shown/Search.tsx';
import { StateChip } from '../shown/StateChip.tsx';
import { useAction } from '../shown/use-action.ts';
import { closingText } from '../shown/time.ts';
import { useLanguage, useText } from '../shown/use-text.ts';
import { BulkAccept } from './BulkAccept.tsx';
import { SavedFilters } from './SavedFilters.tsx';
import { TaskTabs } from './TaskTabs.tsx';

/** "Việc của tôi": what waits for me, what nobody took, what I must review, what is late. */
export function TaskList() {
  const t = useTranslate();
  // Not a ReferenceInput: with the search box that it brings, the page people land on is too heavy.
  const { data: seasons = [] } = useGetList<Season>('seasons', { pagination: { page: 1, perPage: 25 }, sort: { field: 'createdAt', order: 'DESC' } });
  const filters = [
    <Search key="q" source="q" alwaysOn hint="mua.tasks.search" />,
    <SelectInput key="seasonId" source="seasonId" alwaysOn choices={seasons} optionText="title" translateChoice={false} label={t('resources.seasons.name', { smart_count: 1 })} sx={{ minWidth: 180 }} />,
    <SelectInput key="state" source="state[0]" label={t('mua.field.state')} choices={taskStates.map((id) => ({ id, name: `mua.state.task.${id}` }))} />,
    <SelectInput key="kind" source="kind" label={t('mua.field.kind')} choices={taskKinds.map((id) => ({ id, name: `mua.kind.${id}` }))} />,
  ];
  return (
    <Page title={t('mua.nav.tasks')} intro={t('mua.tasks.intro')}>
      <Records resource="tasks" filters={filters} actions={<SavedFilters />} filterDefaultValues={{ mine: 'assigned' }} sort={{ field: 'dueAt', order: 'ASC' }}>
        <RehearsalNote />
        <TaskTabs />
        <TaskRows />
      </Records>
    </Page>
  );
}

function TaskRows() {
  const t = useTranslate();
  const text = useText();
  return (
    <Rows<TaskRow>
      rowClick="show"
      bulk={<BulkAccept />}
      empty={<Empty title={t('mua.tasks.none')} hint={t('mua.tasks.noneHint')} />}
      primary={(task) => text(task.title)}
      secondary={(task) => (
        <Stack component="span" direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center', mt: 0.5 }}>
          <DueBadge task={task} />
          {task.rehearsal && <RehearsalChip />}
          <span>{task.unit.name}</span>
        </Stack>
      )}
    >
      <DataTable.Col source="title" label={t('mua.field.task')} disableSort render={(task: TaskRow) => <TaskTitle task={task} />} />
      <DataTable.Col source="unit" label={t('mua.field.unit')} disableSort render={(task: TaskRow) => task.unit.name} />
      <DataTable.Col source="dueAt" label={t('mua.field.due')} render={(task: TaskRow) => <Due task={task} />} />
      <DataTable.Col source="state" label={t('mua.field.state')} render={(task: TaskRow) => <StateChip of="task" state={task.state} />} />
      <DataTable.Col source="assignee" label={t('mua.field.assignee')} disableSort render={(task: TaskRow) => <Taken task={task} />} />
    </Rows>
  );
}

function TaskTitle({ task }: { task: TaskRow }) {
  const t = useTranslate();
  const text = useText();
  return (
    <Box sx={{ minWidth: 300 }}>
      <Typography component="span" sx={{ fontWeight: 600, display: 'block' }}>{text(task.title)}</Typography>
      <Stack component="span" direction="row" spacing={1} useFlexGap sx={{ color: 'text.secondary', fontSize: '0.875rem', flexWrap: 'wrap', alignItems: 'center' }}>
        <span>{t('mua.step', { number: task.stepNumber })} · {task.seasonTitle}</span>
        {task.rehearsal && <RehearsalChip />}
      </Stack>
    </Box>
  );
}

function Due({ task }: { task: TaskRow }) {
  const locale = useLanguage();
  return (
    <>
      <DueBadge task={task} />
      <Typography component="span" variant="body2" sx={{ display: 'block', color: 'text.secondary', whiteSpace: 'nowrap', pl: 0.5 }}>{closingText(task.dueAt, locale)}</Typography>
    </>
  );
}

/** Who has it; or one press to take it. */
function Taken({ task }: { task: TaskRow }) {
  const t = useTranslate();
  const claim = useAction<object>((body) => post(paths.taskClaim(task.id), body));
  if (task.assignee) return <>{task.assignee.name}</>;
  if (!task.can.includes('claim')) return <Box component="span" sx={{ color: 'text.secondary' }}>{t('mua.tasks.nobody')}</Box>;
  return (
    <Button size="small" variant="outlined" disabled={claim.busy} onClick={(event) => { event.stopPropagation(); void claim.run({}); }}>
      {t('mua.task.claim')}
    </Button>
  );
}
