import { Button, Stack, Tab, Tabs } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useSearchParams } from 'react-router-dom';
import { post } from '../provider/http.ts';
import { useMay } from '../provider/session.ts';
import { Page } from '../shown/Page.tsx';
import { useAction } from '../shown/use-action.ts';
import { ClaimsPanel } from './ClaimsPanel.tsx';
import { DuplicatesPanel } from './DuplicatesPanel.tsx';
import { InNonePanel } from './InNonePanel.tsx';
import { reviewPaths } from './paths.ts';

const tabs = ['claims', 'duplicates', 'none'] as const;

/** What two schools say of one child, and one school of two: decided by whoever stands above both. */
export function ConflictsPage() {
  const t = useTranslate();
  const notify = useNotify();
  const [search, setSearch] = useSearchParams();
  const decide = useMay('duplicate.decide');
  const tab = tabs.find((one) => one === search.get('tab')) ?? 'claims';
  const find = useAction<object>((body, key) => post(reviewPaths.find(), body, key));
  const look = async (): Promise<void> => {
    if (await find.run({})) notify('mua.review.searching', { type: 'info' });
  };
  return (
    <Page title={t('mua.review.conflicts')} intro={t('mua.review.conflictsIntro')} actions={decide && <Button variant="outlined" disabled={find.busy} onClick={() => void look()}>{t('mua.review.find')}</Button>}>
      <Stack spacing={2}>
        <Tabs value={tab} onChange={(_, next: string) => setSearch({ tab: next })} variant="scrollable" allowScrollButtonsMobile aria-label={t('mua.review.conflicts')}>
          {tabs.map((one) => <Tab key={one} value={one} label={t(`mua.review.tab.${one}`)} />)}
        </Tabs>
        {tab === 'claims' && <ClaimsPanel />}
        {tab === 'duplicates' && <DuplicatesPanel />}
        {tab === 'none' && <InNonePanel />}
      </Stack>
    </Page>
  );
}
