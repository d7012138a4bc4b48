import { Alert, Button, Stack, TextField } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { candidateStates } from '../../domain/identity.ts';
import type { Candidate } from '../exam/records.ts';
import { useMay } from '../provider/session.ts';
import { Empty } from '../shown/Empty.tsx';
import { Loading } from '../shown/Loading.tsx';
import { LookChips } from '../shown/LookChips.tsx';
import { Page } from '../shown/Page.tsx';
import { Paging } from '../shown/Paging.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useText } from '../shown/use-text.ts';
import { CandidateCard } from './CandidateCard.tsx';
import { CandidateDialog } from './CandidateDialog.tsx';

const looks = { open: ['asked', 'received'], ...Object.fromEntries(candidateStates.map((state) => [state, [state]])) } as Record<'open' | (typeof candidateStates)[number], string[]>;
type Look = keyof typeof looks;

/** Independent candidates: received by the district, told what to bring, given an account (HP-SYNC-2023, hand-over). */
export function CandidatesPage() {
  const t = useTranslate();
  const text = useText();
  const may = useMay('candidate.work');
  const [search, setSearch] = useSearchParams();
  const [q, setQ] = useState('');
  const [page, setPage] = useState(1);
  const [adding, setAdding] = useState(false);
  const [told, setTold] = useState<Candidate | null>(null);
  const only = search.get('only');
  const look = (Object.keys(looks) as Look[]).find((one) => one === only) ?? null;
  const { data: found, total = 0, error } = useGetList<Candidate>('candidates', { filter: { ...(look && { state: looks[look] }), ...(q && { q }) }, pagination: { page, perPage: 50 }, sort: { field: 'fullName', order: 'ASC' } });
  const pick = (key: string | null): void => {
    setPage(1);
    setSearch(key === null ? {} : { only: key });
  };
  return (
    <Page title={t('mua.exam.candidate.title')} intro={t('mua.exam.candidate.intro')} actions={may && <Button variant="contained" onClick={() => setAdding(true)}>{t('mua.exam.candidate.add')}</Button>}>
      <Stack spacing={2}>
        {told && (
          <Alert severity="success" role="status" onClose={() => setTold(null)}>
            {t('mua.exam.candidate.bring', { name: told.fullName })}
            <ul>{told.toBring?.map((one) => <li key={one.vi}>{text(one)}</li>)}</ul>
          </Alert>
        )}
        <LookChips label={t('mua.exam.looks')} value={look} onPick={pick} looks={[{ key: null, label: t('mua.exam.look.all') }, ...(Object.keys(looks) as Look[]).map((key) => ({ key, label: t(`mua.exam.candidate.look.${key}`) }))]} />
        <TextField size="small" type="search" label={t('mua.search')} value={q} onChange={(event) => { setPage(1); setQ(event.target.value); }} sx={{ maxWidth: 420 }} />
        <Problem error={error} />
        {!found && !error && <Loading />}
        {found?.length === 0 && <Empty title={t('mua.exam.candidate.none')} hint={t('mua.exam.candidate.noneHint')} />}
        {found && found.length > 0 && (
          <Panel title={t('mua.exam.candidate.list', { smart_count: total })}>
            <Stack component="ul" sx={{ m: 0, p: 0, listStyle: 'none', '& > li + li': { borderTop: 1, borderColor: 'divider' } }}>{found.map((one) => <li key={`${one.id}/${one.version}`}><CandidateCard candidate={one} /></li>)}</Stack>
            <Paging offset={(page - 1) * 50} size={50} total={total} onGo={(offset) => setPage(offset / 50 + 1)} />
          </Panel>
        )}
      </Stack>
      {adding && <CandidateDialog onDone={setTold} onClose={() => setAdding(false)} />}
    </Page>
  );
}
