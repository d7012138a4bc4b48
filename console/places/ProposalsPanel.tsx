import { Button, Stack, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useApi } from '../provider/use-api.ts';
import { Empty } from '../shown/Empty.tsx';
import { Panel } from '../shown/Panel.tsx';
import { dayText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import type { Act } from './acts.ts';
import { placePaths } from './paths.ts';
import { PlaceForm } from './PlaceForm.tsx';
import { PlaceLine } from './PlaceTree.tsx';
import type { Inboxed, PlaceDetail, PlaceInbox, Waiting } from './records.ts';

type Opens = { onOpen: (id: string) => void };

/** What schools proposed and nobody decided, and names that stand twice under one place. */
export function ProposalsPanel({ inbox, onOpen }: Opens & { inbox: PlaceInbox }) {
  const t = useTranslate();
  const list = { m: 0, p: 0, listStyle: 'none' };
  return (
    <Stack spacing={2}>
      <Panel title={t('mua.places.proposed')}>
        {inbox.proposed.length === 0 && <Empty title={t('mua.places.noProposed')} hint={t('mua.places.noProposedHint')} />}
        <Stack component="ul" spacing={2} sx={list}>{inbox.proposed.map((one) => <li key={one.id}><Item place={one} acts={one.cause === 'split' ? ['move', 'merge'] : ['accept', 'refuse']} into={[]} offered={one.parents} why={one.cause === 'split' ? t('mua.places.parentSplit', { above: one.above }) : ''} onOpen={onOpen} /></li>)}</Stack>
      </Panel>
      <Panel title={t('mua.places.twice')}>
        {inbox.twice.length === 0 && <Empty title={t('mua.places.noTwice')} hint={t('mua.places.noTwiceHint')} />}
        <Stack component="ul" spacing={3} sx={list}>
          {inbox.twice.map((group) => (
            <li key={group[0]?.id ?? ''}>
              <Typography variant="h3">{t('mua.places.twiceOf', { name: group[0]?.name ?? '', above: group[0]?.above ?? '' })}</Typography>
              {group.map((one) => <Item key={one.id} place={one} acts={one.state === 'proposed' ? ['refuse'] : ['merge']} into={group.filter((other) => other.id !== one.id && other.state === 'current').slice(0, 1)} onOpen={onOpen} />)}
            </li>
          ))}
        </Stack>
      </Panel>
    </Stack>
  );
}

type ItemProps = Opens & { place: Inboxed; acts: readonly Act[]; into: Inboxed[]; offered?: Waiting['parents']; why?: string };

function Item({ place, acts, into, offered = [], why = '', onOpen }: ItemProps) {
  const t = useTranslate();
  const locale = useLanguage();
  const [act, setAct] = useState<Act | null>(null);
  const whole = useApi<PlaceDetail>(act === null && place.state !== 'proposed' ? null : placePaths.one(place.id)).data;
  const asked = whole?.history.find((one) => one.kind === 'propose');
  return (
    <Stack spacing={0.5}>
      <PlaceLine place={place} note={[place.code, place.above].filter(Boolean).join(' · ')} onOpen={onOpen} />
      {why !== '' && <Typography sx={{ px: 0.75 }}>{why}</Typography>}
      {asked && <Typography sx={{ color: 'text.secondary', px: 0.75 }}>{[asked.by && `${asked.by.name} (${asked.by.unit})`, dayText(asked.on, locale), asked.reason].filter(Boolean).join(' · ')}</Typography>}
      {place.mayEdit && (
        <Stack direction="row" spacing={1} sx={{ px: 0.75 }}>
          {acts.map((one) => <Button key={one} size="small" variant={act === one ? 'contained' : 'outlined'} aria-pressed={act === one} aria-label={`${t(`mua.places.act.${one}`)}: ${place.name} (${place.code})`} onClick={() => setAct(act === one ? null : one)}>{t(`mua.places.act.${one}`)}</Button>)}
        </Stack>
      )}
      {act && whole && <PlaceForm key={act} place={whole} act={act} into={act === 'merge' ? into : []} offered={act === 'move' ? offered : []} onDone={() => setAct(null)} />}
    </Stack>
  );
}
