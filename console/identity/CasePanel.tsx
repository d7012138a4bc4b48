import { Button, Stack, TextField, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import type { IdentityReason } from '../../domain/identity.ts';
import { post } from '../provider/http.ts';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { identityPaths } from './paths.ts';
import type { Identity } from './records.ts';
import { ReasonField } from './SettleForm.tsx';

/** What cannot be synchronised: the school proposes how the pupil is helped, the Sở answers (HP-SYNC-2023, cases). */
export function CasePanel({ identity }: { identity: Identity }) {
  const t = useTranslate();
  const { proposal, resolution, can } = identity;
  const reports = can.includes('report');
  const resolves = can.includes('resolve');
  if (!reports && !resolves && !proposal && !resolution) return null;
  return (
    <Panel title={t('mua.identity.case')}>
      <Stack spacing={2} sx={{ maxWidth: 640 }}>
        {proposal && <Typography sx={{ whiteSpace: 'pre-wrap' }}><strong>{t('mua.identity.proposal')}</strong>: {proposal}</Typography>}
        {resolution && <Typography sx={{ whiteSpace: 'pre-wrap' }}><strong>{t('mua.identity.resolution')}</strong>: {resolution}</Typography>}
        {reports && <Report key={`report-${identity.version}`} identity={identity} />}
        {resolves && <Resolve key={`resolve-${identity.version}`} identity={identity} />}
      </Stack>
    </Panel>
  );
}

function Report({ identity }: { identity: Identity }) {
  const t = useTranslate();
  const notify = useNotify();
  const [proposal, setProposal] = useState(identity.proposal ?? '');
  const [reason, setReason] = useState<IdentityReason | ''>(identity.reason ?? '');
  const report = useAction<Record<string, unknown>>((body) => post(identityPaths.act(identity.id, 'report'), body));
  const press = async (): Promise<void> => {
    if (await report.run({ proposal: proposal.trim(), reason, version: identity.version })) notify('mua.identity.reported', { type: 'success' });
  };
  return (
    <>
      <ReasonField value={reason} onChange={setReason} />
      <TextField multiline minRows={3} required label={t('mua.identity.proposal')} helperText={t('mua.identity.proposalHint')} value={proposal} onChange={(event) => setProposal(event.target.value)} slotProps={{ htmlInput: { maxLength: 2000 } }} />
      <Problem error={report.error} />
      <Button variant="outlined" disabled={reason === '' || proposal.trim().length < 5 || report.busy} onClick={() => void press()}>{t('mua.identity.report')}</Button>
    </>
  );
}

function Resolve({ identity }: { identity: Identity }) {
  const t = useTranslate();
  const notify = useNotify();
  const [resolution, setResolution] = useState(identity.resolution ?? '');
  const resolve = useAction<Record<string, unknown>>((body) => post(identityPaths.act(identity.id, 'resolve'), body));
  const press = async (): Promise<void> => {
    if (await resolve.run({ resolution: resolution.trim(), version: identity.version })) notify('mua.identity.resolved', { type: 'success' });
  };
  return (
    <>
      <TextField multiline minRows={3} required label={t('mua.identity.resolution')} value={resolution} onChange={(event) => setResolution(event.target.value)} slotProps={{ htmlInput: { maxLength: 2000 } }} />
      <Problem error={resolve.error} />
      <Button variant="contained" disabled={resolution.trim().length < 5 || resolve.busy} onClick={() => void press()}>{t('mua.identity.resolve')}</Button>
    </>
  );
}
