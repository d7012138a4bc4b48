import { Box, Button, Chip, FormGroup, Stack, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { candidatePapers, requiredPapers } from '../../domain/candidate-papers.ts';
import type { CandidateAction, CandidatePaper } from '../../domain/candidate-papers.ts';
import type { CandidateState } from '../../domain/identity.ts';
import { examPaths } from '../exam/paths.ts';
import type { Candidate } from '../exam/records.ts';
import { post } from '../provider/http.ts';
import { AskDialog } from '../shown/AskDialog.tsx';
import { Problem } from '../shown/Problem.tsx';
import { Tick } from '../shown/Tick.tsx';
import { dayText } from '../shown/time.ts';
import { useAction } from '../shown/use-action.ts';
import { useLanguage, useText } from '../shown/use-text.ts';

const tones = { asked: 'warning', received: 'info', 'account-issued': 'success', withdrawn: 'default' } as const satisfies Record<CandidateState, string>;
const papers = Object.keys(candidatePapers) as CandidatePaper[];

/** One candidate: ticked off by the list, received, given an account. */
export function CandidateCard({ candidate }: { candidate: Candidate }) {
  const t = useTranslate();
  const text = useText();
  const locale = useLanguage();
  const notify = useNotify();
  const [brought, setBrought] = useState<readonly CandidatePaper[]>(candidate.papers);
  const [leaving, setLeaving] = useState(false);
  const move = useAction<{ action: CandidateAction; papers?: readonly CandidatePaper[]; note?: string }>((body) => post(examPaths.moveCandidate(candidate.id), { version: candidate.version, ...body }));
  const missing = requiredPapers.filter((one) => !brought.includes(one));
  const may = (action: CandidateAction): boolean => candidate.can.includes(action);
  const press = async (body: Parameters<typeof move.run>[0]): Promise<void> => {
    if (await move.run(body)) notify(`mua.exam.candidate.did.${body.action}`, { type: 'success', messageArgs: { name: candidate.fullName } });
  };
  return (
    <Stack direction={{ xs: 'column', md: 'row' }} spacing={2} sx={{ py: 2, justifyContent: 'space-between' }}>
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
          <Typography component="h3" sx={{ fontWeight: 600 }}>{candidate.fullName}</Typography>
          <Chip size="small" variant="outlined" color={tones[candidate.state]} label={t(`mua.exam.candidate.look.${candidate.state}`)} />
        </Stack>
        <Typography>{t('mua.exam.candidate.who', { born: dayText(candidate.birthDate, locale), phone: candidate.phone })} · {candidate.number ? t('mua.exam.candidate.number', { number: candidate.number }) : t('mua.exam.candidate.noNumber')}</Typography>
        <Typography sx={{ color: 'text.secondary' }}>{candidate.unit}</Typography>
        {candidate.account && <Typography>{t('mua.exam.account')}: <strong>{candidate.account}</strong>{candidate.accountKind === 'generated' && ` (${t('mua.exam.look.generated')})`}</Typography>}
        {candidate.note && <Typography>{t('mua.exam.candidate.note', { words: candidate.note })}</Typography>}
        {may('receive') && (
          <FormGroup sx={{ mt: 1 }} aria-label={t('mua.exam.candidate.papers')} role="group">
            <Typography component="div" sx={{ fontWeight: 600 }}>{t('mua.exam.candidate.papers')}</Typography>
            {papers.map((one) => <Tick key={one} label={text(candidatePapers[one])} size="small" checked={brought.includes(one)} onChange={(_, on) => setBrought(on ? [...brought, one] : brought.filter((each) => each !== one))} />)}
          </FormGroup>
        )}
        <Problem error={move.error} />
      </Box>
      <Stack spacing={1} sx={{ alignItems: { xs: 'flex-start', md: 'flex-end' }, flexShrink: 0 }}>
        {may('receive') && <Button variant="contained" disabled={missing.length > 0 || move.busy} onClick={() => void press({ action: 'receive', papers: brought })}>{t('mua.exam.candidate.receive')}</Button>}
        {may('receive') && missing.length > 0 && <Typography variant="body2" sx={{ color: 'text.secondary', maxWidth: 260, textAlign: { md: 'right' } }}>{t('mua.exam.candidate.missing', { smart_count: missing.length })}</Typography>}
        {may('issue-account') && <Button variant="contained" disabled={move.busy} onClick={() => void press({ action: 'issue-account' })}>{t('mua.exam.candidate.issue')}</Button>}
        {may('withdraw') && <Button disabled={move.busy} onClick={() => setLeaving(true)}>{t('mua.exam.candidate.withdraw')}</Button>}
      </Stack>
      {leaving && <AskDialog title={t('mua.exam.candidate.withdrawOf', { name: candidate.fullName })} ask={t('mua.exam.reason')} confirm={t('mua.exam.candidate.withdraw')} busy={move.busy} error={move.error} onConfirm={(note) => void press({ action: 'withdraw', note })} onClose={() => setLeaving(false)} />}
    </Stack>
  );
}
