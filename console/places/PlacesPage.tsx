import { Stack, Tab, Tabs } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useSearchParams } from 'react-router-dom';
import { useMay } from '../provider/session.ts';
import { useApi } from '../provider/use-api.ts';
import { Page } from '../shown/Page.tsx';
import { Catalogue } from './Catalogue.tsx';
import { placePaths } from './paths.ts';
import { PlaceDialog } from './PlaceDialog.tsx';
import { ProposalsPanel } from './ProposalsPanel.tsx';
import type { PlaceInbox } from './records.ts';
import { ReformPanel } from './ReformPanel.tsx';

const tabs = ['catalogue', 'proposals', 'reform'] as const;

/** The catalogue of places (HP-2023 step 2, form M1): the tree of both schemes, what schools propose, what the reform of 2025 did. */
export function PlacesPage() {
  const t = useTranslate();
  const [search, setSearch] = useSearchParams();
  const keeps = useMay('place.edit');
  const inbox = useApi<PlaceInbox>(placePaths.proposals()).data;
  const shown = tabs.filter((one) => keeps || one !== 'reform');
  const tab = shown.find((one) => one === search.get('tab')) ?? 'catalogue';
  const placeId = search.get('place');
  const waiting = (inbox?.proposed.length ?? 0) + (inbox?.twice.length ?? 0);
  const openPlace = (id: string | null): void => setSearch({ ...(tab === 'catalogue' ? {} : { tab }), ...(id === null ? {} : { place: id }) });
  return (
    <Page title={t('mua.places.title')} intro={t('mua.places.intro')}>
      <Stack spacing={2}>
        <Tabs value={tab} onChange={(_, next: string) => setSearch({ tab: next })} variant="scrollable" allowScrollButtonsMobile aria-label={t('mua.places.title')}>
          {shown.map((one) => <Tab key={one} value={one} label={`${t(`mua.places.tab.${one}`)}${one === 'proposals' && waiting > 0 ? ` (${waiting})` : ''}`} />)}
        </Tabs>
        {tab === 'catalogue' && <Catalogue onOpen={openPlace} />}
        {tab === 'proposals' && inbox && <ProposalsPanel inbox={inbox} onOpen={openPlace} />}
        {tab === 'reform' && <ReformPanel onOpen={openPlace} />}
      </Stack>
      {placeId !== null && <PlaceDialog key={placeId} id={placeId} onClose={() => openPlace(null)} onGo={openPlace} />}
    </Page>
  );
}
