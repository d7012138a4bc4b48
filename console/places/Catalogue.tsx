import { Box, Stack, TextField } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { placeSchemes } from '../../domain/place.ts';
import { useApi } from '../provider/use-api.ts';
import { Empty } from '../shown/Empty.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { placePaths } from './paths.ts';
import { PlaceLine, PlaceTree } from './PlaceTree.tsx';
import type { Place, PlaceNode } from './records.ts';

type Opens = { onOpen: (id: string) => void };

/** Both schemes beside each other; what is searched for instead of the trees. */
export function Catalogue({ onOpen }: Opens) {
  const t = useTranslate();
  const [q, setQ] = useState('');
  const searching = q.trim().length >= 2;
  return (
    <Stack spacing={2}>
      <TextField type="search" size="small" label={t('mua.places.search')} helperText={t('mua.places.searchHint')} value={q} onChange={(event) => setQ(event.target.value)} sx={{ maxWidth: 420 }} />
      {searching && <Found q={q.trim()} onOpen={onOpen} />}
      {!searching && (
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' }, alignItems: 'start' }}>
          {placeSchemes.map((scheme) => <Scheme key={scheme} scheme={scheme} onOpen={onOpen} />)}
        </Box>
      )}
    </Stack>
  );
}

function Scheme({ scheme, onOpen }: Opens & { scheme: string }) {
  const t = useTranslate();
  const { data: roots, error } = useApi<PlaceNode[]>(placePaths.roots(scheme));
  return (
    <Panel title={t(`mua.places.scheme.${scheme}`)}>
      <Problem error={error} />
      {!roots && !error && <Loading />}
      {roots?.length === 0 && <Empty title={t('mua.places.noPlaces')} hint={t('mua.places.noPlacesHint')} />}
      {roots && roots.length > 0 && <PlaceTree nodes={roots} onOpen={onOpen} />}
    </Panel>
  );
}

function Found({ q, onOpen }: Opens & { q: string }) {
  const t = useTranslate();
  const { data: found, error } = useApi<Place[]>(placePaths.search(q));
  return (
    <Panel title={t('mua.places.found')}>
      <Problem error={error} />
      {found?.length === 0 && <Empty title={t('mua.places.noPlaceFound')} hint={t('mua.noneHint')} />}
      <Stack component="ul" aria-live="polite" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {found?.map((one) => <li key={one.id}><PlaceLine place={one} note={`${one.code} · ${t(`mua.places.scheme.${one.scheme}`)}`} onOpen={onOpen} /></li>)}
      </Stack>
    </Panel>
  );
}
