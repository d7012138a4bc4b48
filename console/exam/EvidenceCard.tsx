import { Box, Button, Chip, Link, Stack, TextField, Typography } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import type { EvidenceState } from '../../domain/identity.ts';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import { AskDialog } from '../shown/AskDialog.tsx';
import { FileDrop } from '../shown/FileDrop.tsx';
import { Problem } from '../shown/Problem.tsx';
import { dayText } from '../shown/time.ts';
import { useAction } from '../shown/use-action.ts';
import { useLanguage } from '../shown/use-text.ts';
import { examPaths } from './paths.ts';
import type { Evidence } from './records.ts';

const tones = { awaited: 'warning', 'handed-in': 'info', accepted: 'success', refused: 'error' } as const satisfies Record<EvidenceState, string>;

/** One paper: whose it is, where it stands, and what the person may do with it now. */
export function EvidenceCard({ paper, withSchool }: { paper: Evidence; withSchool: boolean }) {
  const t = useTranslate();
  const locale = useLanguage();
  const notify = useNotify();
  const client = useQueryClient();
  const [refusing, setRefusing] = useState(false);
  const [dueOn, setDueOn] = useState(paper.dueOn ?? '');
  const review = useAction<{ state: 'accepted' | 'refused'; reason: string }>((body) => post(examPaths.evidenceReview(paper.id), { version: paper.version, ...body }));
  const promise = useAction<{ dueOn: string }>((body) => post(examPaths.evidenceDue(paper.id), { version: paper.version, ...body }));
  const decide = async (state: 'accepted' | 'refused', reason = ''): Promise<void> => {
    if (await review.run({ state, reason })) notify(`mua.exam.decided.${state}`, { type: 'success', messageArgs: { name: paper.fullName } });
  };
  const may = (action: Evidence['can'][number]): boolean => paper.can.includes(action);
  return (
    <Stack direction={{ xs: 'column', md: 'row' }} spacing={2} sx={{ py: 1.5, justifyContent: 'space-between' }}>
      <Box sx={{ minWidth: 0 }}>
        <Typography component="div"><Link component={RouterLink} to={`/pupils/${paper.pupilId}/show`} color="inherit" sx={{ fontWeight: 600 }}>{paper.fullName}</Link> · {t('mua.class', { name: paper.className })}{withSchool && ` · ${paper.school}`}</Typography>
        <Typography component="div">{t(`mua.exam.kind.${paper.kind}`)}: {paper.title}</Typography>
        <Stack direction="row" spacing={1} useFlexGap sx={{ mt: 0.5, flexWrap: 'wrap', alignItems: 'center' }}>
          <Chip size="small" variant="outlined" color={tones[paper.state]} label={t(`mua.exam.paperState.${paper.state}`)} />
          {paper.state === 'awaited' && <span>{paper.dueOn ? t('mua.exam.comesOn', { day: dayText(paper.dueOn, locale) }) : t('mua.exam.undated')}</span>}
          {paper.reason && <span>{t('mua.exam.because', { reason: paper.reason })}</span>}
        </Stack>
        <Problem error={review.error ?? promise.error} />
      </Box>
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'flex-start', flexShrink: 0 }}>
        {may('promise') && (
          <Stack direction="row" spacing={1}>
            <TextField size="small" type="date" label={t('mua.exam.due')} value={dueOn} onChange={(event) => setDueOn(event.target.value)} slotProps={{ inputLabel: { shrink: true } }} />
            <Button disabled={promise.busy || dueOn === '' || dueOn === paper.dueOn} onClick={() => void promise.run({ dueOn })}>{t('mua.exam.setDue')}</Button>
          </Stack>
        )}
        {paper.fileId && <Button variant="outlined" component="a" href={paths.file(paper.fileId)} target="_blank" rel="noopener">{t('mua.exam.viewFile')}</Button>}
        {may('hand-in') && <FileDrop path={examPaths.evidenceFile(paper.id)} label={t(paper.fileId ? 'mua.exam.otherFile' : 'mua.exam.handIn')} onDone={() => void client.invalidateQueries()} />}
        {may('accept') && <Button variant="contained" disabled={review.busy} onClick={() => void decide('accepted')}>{t('mua.exam.accept')}</Button>}
        {may('refuse') && <Button color="warning" disabled={review.busy} onClick={() => setRefusing(true)}>{t('mua.exam.refuse')}</Button>}
      </Stack>
      {refusing && <AskDialog title={t('mua.exam.refuseOf', { name: paper.fullName })} hint={t('mua.exam.refuseHint')} ask={t('mua.exam.reason')} confirm={t('mua.exam.refuse')} busy={review.busy} error={review.error} onConfirm={(reason) => void decide('refused', reason)} onClose={() => setRefusing(false)} />}
    </Stack>
  );
}
