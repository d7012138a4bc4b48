import { Button, Stack, Tab, Tabs } from '@mui/material';
import { useTranslate } from 'ra-core';
import { Link, useSearchParams } from 'react-router-dom';
import { paths } from '../provider/paths.ts';
import type { UnitRecord, UnitRef } from '../provider/records.ts';
import { useSession } from '../provider/session.ts';
import { useApi } from '../provider/use-api.ts';
import { Empty } from '../shown/Empty.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Page } from '../shown/Page.tsx';
import { SchoolPick } from '../shown/SchoolPick.tsx';
import { AccountsPanel } from './AccountsPanel.tsx';
import { EvidencePanel } from './EvidencePanel.tsx';
import { SlipsPanel } from './SlipsPanel.tsx';

const tabs = ['accounts', 'evidence', 'slips'] as const;

/** Grade 12 on its way to the exam (HP-SYNC-2023): accounts, papers that give a right, registration slips. */
export function ExamPage() {
  const t = useTranslate();
  const session = useSession();
  const [search, setSearch] = useSearchParams();
  const own = session?.staff.unit;
  const asked = own?.tier === 'school' ? null : search.get('school');
  const named = useApi<UnitRecord>(asked === null ? null : paths.item('units', asked)).data;
  if (!own) return <Loading />;
  const school: UnitRef | null = own.tier === 'school' ? own : named?.tier === 'school' && named.id === asked ? named : null;
  const tab = tabs.find((one) => one === search.get('tab')) ?? 'accounts';
  const go = (to: Record<string, string | null>): void => setSearch(Object.fromEntries(Object.entries({ school: school?.id ?? null, tab, ...to }).flatMap(([key, value]) => (value === null ? [] : [[key, value]]))));
  return (
    <Page title={t('mua.exam.title')} intro={t('mua.exam.intro')} actions={own.tier !== 'school' && <Button component={Link} to="/candidates" variant="outlined">{t('mua.exam.candidate.title')}</Button>}>
      <Stack spacing={2}>
        {own.tier !== 'school' && <SchoolPick under={own} level="upper-secondary" value={school} onChange={(one) => go({ school: one?.id ?? null })} />}
        <Tabs value={tab} onChange={(_, next: string) => go({ tab: next })} variant="scrollable" allowScrollButtonsMobile aria-label={t('mua.exam.title')}>
          {tabs.map((one) => <Tab key={one} value={one} label={t(`mua.exam.tab.${one}`)} />)}
        </Tabs>
        {tab === 'evidence' && <EvidencePanel key={school?.id ?? ''} school={school} only={search.get('only')} onLook={(only) => go({ only })} />}
        {tab !== 'evidence' && school === null && asked === null && <Empty title={t('mua.exam.pick')} hint={t('mua.exam.pickHint')} />}
        {tab === 'accounts' && school && <AccountsPanel key={school.id} school={school} only={search.get('only')} onLook={(only) => go({ only })} />}
        {tab === 'slips' && school && <SlipsPanel school={school} className={search.get('class')} onClass={(name) => go({ class: name })} />}
      </Stack>
    </Page>
  );
}
