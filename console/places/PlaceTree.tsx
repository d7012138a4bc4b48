import CloseIcon from '@mui/icons-material/ExpandMore';
import OpenIcon from '@mui/icons-material/ChevronRight';
import { Box, Button, Chip, IconButton, Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useApi } from '../provider/use-api.ts';
import { Loading } from '../shown/Loading.tsx';
import { placePaths } from './paths.ts';
import type { Place, PlaceNode } from './records.ts';

type Opens = { onOpen: (id: string) => void };

/** A branch is asked for when it is unfolded: a province has thousands of groups. */
export function PlaceTree({ nodes, onOpen }: Opens & { nodes: readonly PlaceNode[] }) {
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', '& ul': { ml: 2.5 } }}>
      {nodes.map((one) => <Branch key={one.id} node={one} onOpen={onOpen} />)}
    </Box>
  );
}

function Branch({ node, onOpen }: Opens & { node: PlaceNode }) {
  const t = useTranslate();
  const [unfolded, setUnfolded] = useState(false);
  const below = useApi<PlaceNode[]>(unfolded ? placePaths.under(node.id) : null).data;
  const note = [node.branches > 0 ? t('mua.places.branches', { smart_count: node.branches }) : '', t('mua.places.pupils', { smart_count: node.pupils })].filter(Boolean).join(' · ');
  return (
    <li>
      <Stack direction="row" sx={{ alignItems: 'center' }}>
        {node.branches > 0 ? (
          <IconButton size="small" aria-expanded={unfolded} aria-label={t(unfolded ? 'mua.places.fold' : 'mua.places.unfold', { place: node.name })} onClick={() => setUnfolded(!unfolded)}>{unfolded ? <CloseIcon /> : <OpenIcon />}</IconButton>
        ) : <Box sx={{ width: 34, flexShrink: 0 }} />}
        <PlaceLine place={node} note={note} onOpen={onOpen} />
      </Stack>
      {unfolded && (below ? <PlaceTree nodes={below} onOpen={onOpen} /> : <Loading />)}
    </li>
  );
}

/** One place: its name opens it. */
export function PlaceLine({ place, note, onOpen }: Opens & { place: Pick<Place, 'id' | 'name' | 'state'>; note: string }) {
  const t = useTranslate();
  return (
    <Stack direction="row" spacing={0.5} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap', minWidth: 0 }}>
      <Button size="small" color="inherit" onClick={() => onOpen(place.id)} sx={{ textAlign: 'left', justifyContent: 'flex-start', minWidth: 0, fontSize: '0.9375rem', fontWeight: 600, px: 0.75 }}>{place.name}</Button>
      {place.state !== 'current' && <Chip size="small" color={place.state === 'proposed' ? 'warning' : 'default'} label={t(`mua.places.state.${place.state}`)} />}
      <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.875rem', px: 0.75 }}>{note}</Box>
    </Stack>
  );
}
