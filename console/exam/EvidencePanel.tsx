import { Button, MenuItem, Stack, TextField } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { useState } from 'react';
import { evidenceKinds } from '../../domain/identity.ts';
import type { UnitRef } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { Empty } from '../shown/Empty.tsx';
import { Loading } from '../shown/Loading.tsx';
import { LookChips } from '../shown/LookChips.tsx';
import { Paging } from '../shown/Paging.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { ClaimDialog } from './ClaimDialog.tsx';
import { EvidenceCard } from './EvidenceCard.tsx';
import type { Evidence } from './records.ts';

const looks = { unreviewed: { state: ['handed-in'] }, undated: { undated: true }, awaited: { state: ['awaited'] }, refused: { state: ['refused'] } } as const;
type Look = keyof typeof looks;
const isLook = (only: string | null): only is Look => only !== null && only in looks;

/** Papers that give a right: claimed, promised for a day, handed in, accepted or refused with the reason. */
export function EvidencePanel({ school, only, onLook }: { school: UnitRef | null; only: string | null; onLook: (only: string | null) => void }) {
  const t = useTranslate();
  const may = useMay('exam.work');
  const [kind, setKind] = useState('');
  const [q, setQ] = useState('');
  const [page, setPage] = useState(1);
  const [claiming, setClaiming] = useState(false);
  const look = isLook(only) ? only : null;
  const filter = { ...(look && looks[look]), ...(kind && { kind }), ...(q && { q }), ...(school && { schoolId: school.id }) };
  const { data: papers, total = 0, error } = useGetList<Evidence>('evidence', { filter, pagination: { page, perPage: 50 }, sort: { field: 'className', order: 'ASC' } });
  const first = <T,>(set: (value: T) => void) => (value: T): void => {
    setPage(1);
    set(value);
  };
  return (
    <Panel title={t('mua.exam.tab.evidence')} action={may && school && <Button variant="contained" onClick={() => setClaiming(true)}>{t('mua.exam.claim')}</Button>}>
      <Stack spacing={1.5}>
        <LookChips label={t('mua.exam.looks')} value={look} onPick={first(onLook)} looks={[{ key: null, label: t('mua.exam.look.all') }, ...(Object.keys(looks) as Look[]).map((key) => ({ key, label: t(`mua.exam.paperLook.${key}`) }))]} />
        <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
          <TextField size="small" fullWidth type="search" label={t('mua.search')} value={q} onChange={(event) => first(setQ)(event.target.value)} />
          <TextField select size="small" fullWidth label={t('mua.field.kind')} value={kind} onChange={(event) => first(setKind)(event.target.value)}>
            <MenuItem value="">{t('mua.exam.anyKind')}</MenuItem>
            {evidenceKinds.map((one) => <MenuItem key={one} value={one}>{t(`mua.exam.kind.${one}`)}</MenuItem>)}
          </TextField>
        </Stack>
        <Problem error={error} />
        {!papers && !error && <Loading />}
        {papers?.length === 0 && <Empty title={t('mua.exam.noPapers')} hint={t('mua.exam.noPapersHint')} />}
        <Stack component="ul" spacing={0} sx={{ m: 0, p: 0, listStyle: 'none', '& > li + li': { borderTop: 1, borderColor: 'divider' } }}>
          {papers?.map((one) => <li key={`${one.id}/${one.version}`}><EvidenceCard paper={one} withSchool={school === null} /></li>)}
        </Stack>
        <Paging offset={(page - 1) * 50} size={50} total={total} onGo={(offset) => setPage(offset / 50 + 1)} />
      </Stack>
      {claiming && school && <ClaimDialog school={school} onClose={() => setClaiming(false)} />}
    </Panel>
  );
}
