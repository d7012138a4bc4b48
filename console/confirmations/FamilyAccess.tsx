import { Button, Stack, TextField, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { post, postForFile } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Confirmation } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { ConfirmDialog } from '../shown/ConfirmDialog.tsx';
import { Facts } from '../shown/Facts.tsx';
import { Panel } from '../shown/Panel.tsx';
import { saveFile } from '../shown/save-file.ts';
import { momentText } from '../shown/time.ts';
import { useAction } from '../shown/use-action.ts';
import { useLanguage } from '../shown/use-text.ts';

/** By what a family comes in; a new password, or an end to all of it. */
export function FamilyAccess({ confirmation: one, access }: { confirmation: Confirmation; access: NonNullable<Confirmation['access']> }) {
  const t = useTranslate();
  const locale = useLanguage();
  const [asked, setAsked] = useState<'issue' | 'revoke' | null>(null);
  const mayIssue = useMay('slip.print');
  const mayRevoke = useMay('family.revoke');
  const standing = access.passwordRevokedAt
    ? t('mua.families.revokedAt', { at: momentText(access.passwordRevokedAt, locale) })
    : access.passwordIssuedAt ? t('mua.families.issued', { at: momentText(access.passwordIssuedAt, locale) }) : t('mua.families.none');
  const nothing = access.links === 0 && (access.passwordIssuedAt === null || access.passwordRevokedAt !== null);
  return (
    <Panel title={t('mua.families.access')}>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1.5 }}>{t('mua.families.accessHint')}</Typography>
      <Facts columns={2} of={[[t('mua.families.password'), standing], [t('mua.families.links'), String(access.links)]]} />
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', mt: 2 }}>
        {mayIssue && <Button variant="outlined" onClick={() => setAsked('issue')}>{t(access.passwordIssuedAt ? 'mua.families.again' : 'mua.families.issue')}</Button>}
        {mayRevoke && <Button variant="outlined" color="error" disabled={nothing} onClick={() => setAsked('revoke')}>{t('mua.families.revoke')}</Button>}
      </Stack>
      {asked === 'issue' && <IssueDialog confirmation={one} onClose={() => setAsked(null)} />}
      {asked === 'revoke' && <RevokeDialog confirmation={one} onClose={() => setAsked(null)} />}
    </Panel>
  );
}

function IssueDialog({ confirmation: { id, pupil }, onClose }: { confirmation: Confirmation; onClose: () => void }) {
  const t = useTranslate();
  const notify = useNotify();
  const issue = useAction<object, Blob>((body) => postForFile(paths.confirmationPassword(id), body));
  const press = async (): Promise<void> => {
    const slip = await issue.run({});
    if (!slip) return;
    saveFile(slip, `phieu-${pupil.code}.pdf`);
    notify('mua.families.issuedDone', { type: 'success' });
    onClose();
  };
  return (
    <ConfirmDialog title={t('mua.families.issueTitle', { name: pupil.fullName })} hint={t('mua.families.issueHint')} press={t('mua.families.issue')}
      busy={issue.busy} error={issue.error} onPress={() => void press()} onClose={onClose} />
  );
}

function RevokeDialog({ confirmation: { id, pupil }, onClose }: { confirmation: Confirmation; onClose: () => void }) {
  const t = useTranslate();
  const notify = useNotify();
  const [reason, setReason] = useState('');
  const revoke = useAction<{ reason: string }>((body) => post(paths.confirmationRevoke(id), body));
  const press = async (): Promise<void> => {
    if (!(await revoke.run({ reason }))) return;
    notify('mua.families.revoked', { type: 'success' });
    onClose();
  };
  return (
    <ConfirmDialog title={t('mua.families.revokeTitle', { name: pupil.fullName })} hint={t('mua.families.revokeHint')} press={t('mua.families.revoke')} grave
      busy={revoke.busy} wanting={reason.trim().length < 3} error={revoke.error} onPress={() => void press()} onClose={onClose}>
      <TextField fullWidth required autoFocus sx={{ mt: 2 }} label={t('mua.families.reason')} value={reason} onChange={(event) => setReason(event.target.value)} slotProps={{ htmlInput: { maxLength: 500 } }} />
    </ConfirmDialog>
  );
}
