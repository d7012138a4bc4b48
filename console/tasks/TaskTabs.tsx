import { Tab, Tabs } from '@mui/material';
import { useListContext, useTranslate } from 'ra-core';
import { paths } from '../provider/paths.ts';
import type { TaskCounts } from '../provider/records.ts';
import { useApi } from '../provider/use-api.ts';

/** Each tab is a filter; the words before the number say what it counts. "All" lists finished tasks too, which nobody counts. */
const tabs = {
  assigned: { mine: 'assigned' },
  unassigned: { mine: 'unassigned' },
  review: { mine: 'review' },
  overdue: { overdue: true },
  all: {},
} as const;
type TabKey = keyof typeof tabs;
const countOf = { assigned: 'assigned', unassigned: 'unassigned', review: 'review', overdue: 'overdue', all: null } as const satisfies Record<TabKey, keyof TaskCounts | null>;

export function TaskTabs() {
  const t = useTranslate();
  const { filterValues, displayedFilters, setFilters } = useListContext();
  const counts = useApi<TaskCounts>(paths.taskCounts()).data;
  const { mine, overdue, ...rest } = filterValues as Record<string, unknown>;
  const current: TabKey = overdue === true ? 'overdue' : mine === 'assigned' || mine === 'unassigned' || mine === 'review' ? mine : 'all';
  return (
    <Tabs
      value={current}
      onChange={(_, key: TabKey) => setFilters({ ...rest, ...tabs[key] }, displayedFilters)}
      variant="scrollable"
      scrollButtons="auto"
      allowScrollButtonsMobile
      aria-label={t('mua.tasks.tabs')}
      sx={{ mb: 1 }}
    >
      {(Object.keys(tabs) as TabKey[]).map((key) => {
        const counted = countOf[key];
        return <Tab key={key} value={key} label={`${t(`mua.tasks.tab.${key}`)}${counts && counted ? ` (${counts[counted].toLocaleString('vi')})` : ''}`} />;
      })}
    </Tabs>
  );
}
