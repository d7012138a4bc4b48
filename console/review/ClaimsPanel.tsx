import { Button, Stack, TextField, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../provider/http.ts';
import { useMay } from '../provider/session.ts';
import { useApi } from '../provider/use-api.ts';
import { Empty } from '../shown/Empty.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { reviewPaths } from './paths.ts';
import type { Claim } from './records.ts';

export function ClaimsPanel() {
  const t = useTranslate();
  const may = useMay('claim.make');
  const claims = useApi<Claim[]>(reviewPaths.claims()).data ?? [];
  return (
    <Stack spacing={2}>
      {may && <ClaimForm />}
      <Panel title={t('mua.review.tab.claims')}>
        {claims.length === 0 && <Empty title={t('mua.review.noClaims')} hint={t('mua.review.noClaimsHint')} />}
        <Stack component="ul" spacing={2} sx={{ m: 0, p: 0, listStyle: 'none' }}>{claims.map((one) => <li key={one.id}><ClaimRow claim={one} /></li>)}</Stack>
      </Panel>
    </Stack>
  );
}

function ClaimForm() {
  const t = useTranslate();
  const [typed, setTyped] = useState({ code: '', className: '', reason: '' });
  const make = useAction<typeof typed>((body) => post(reviewPaths.claim(), body));
  const field = (name: keyof typeof typed, label: string) => <TextField fullWidth required label={t(label)} value={typed[name]} onChange={(event) => setTyped({ ...typed, [name]: event.target.value })} />;
  const press = async (): Promise<void> => {
    if (await make.run(typed)) setTyped({ code: '', className: '', reason: '' });
  };
  return (
    <Panel title={t('mua.review.claim')}>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
        {field('code', 'mua.field.pupilCode')}{field('className', 'mua.field.className')}{field('reason', 'mua.review.reason')}
        <Button variant="contained" sx={{ flexShrink: 0 }} disabled={make.busy || Object.values(typed).some((one) => one.trim() === '')} onClick={() => void press()}>{t('mua.review.claimSend')}</Button>
      </Stack>
      <Problem error={make.error} />
    </Panel>
  );
}

function ClaimRow({ claim }: { claim: Claim }) {
  const t = useTranslate();
  const [reason, setReason] = useState('');
  const decide = useAction<{ state: 'accepted' | 'refused' | 'withdrawn' }>(({ state }) => post(reviewPaths.decideClaim(claim.id), { version: claim.version, state, reason }));
  return (
    <Stack spacing={0.5}>
      <Typography><strong>{claim.fullName ?? claim.code}</strong> {claim.code}: {t('mua.review.claimed', { from: claim.holderName, to: claim.claimantName, name: claim.className })}</Typography>
      <Typography sx={{ color: 'text.secondary' }}>{claim.reason}</Typography>
      {claim.mayDecide && (
        <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
          <TextField size="small" fullWidth label={t('mua.review.reason')} value={reason} onChange={(event) => setReason(event.target.value)} />
          <Button variant="contained" disabled={decide.busy} onClick={() => void decide.run({ state: 'accepted' })}>{t('mua.review.give')}</Button>
          <Button disabled={decide.busy || reason.trim() === ''} onClick={() => void decide.run({ state: 'refused' })}>{t('mua.review.refuse')}</Button>
        </Stack>
      )}
      {claim.mine && <div><Button size="small" disabled={decide.busy} onClick={() => void decide.run({ state: 'withdrawn' })}>{t('mua.review.withdraw')}</Button></div>}
      <Problem error={decide.error} />
    </Stack>
  );
}
