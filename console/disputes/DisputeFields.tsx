import { Box, Button, FormControlLabel, Radio, RadioGroup, TextField, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import type { SlipField } from '../../domain/confirmation.ts';
import { slipText } from '../confirmations/slip-text.ts';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Dispute } from '../provider/records.ts';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { useLanguage, useText } from '../shown/use-text.ts';

type Decision = { field: SlipField; decision: 'accepted' | 'rejected'; reason?: string };
type Draft = Partial<Record<SlipField, { decision: Decision['decision']; reason: string }>>;

/** Field by field: what the slip says, what the parent says, and the school's decision; a refusal needs its reason. */
export function DisputeFields({ dispute }: { dispute: Dispute }) {
  const t = useTranslate();
  const locale = useLanguage();
  const text = useText();
  const notify = useNotify();
  const [draft, setDraft] = useState<Draft>({});
  const decide = useAction<{ decisions: Decision[]; version: number }>((body, key) => post(paths.disputeDecide(dispute.id), body, key));
  const may = dispute.can.includes('decide');
  const decisions = dispute.fields.flatMap(({ field }): Decision[] => {
    const made = draft[field];
    if (!made) return [];
    return [{ field, decision: made.decision, ...(made.decision === 'rejected' ? { reason: made.reason.trim() } : {}) }];
  });
  const ready = decisions.length === dispute.fields.length && decisions.every((one) => one.decision === 'accepted' || one.reason);
  const press = async (): Promise<void> => {
    if (await decide.run({ decisions, version: dispute.version })) notify('mua.dispute.decided', { type: 'success' });
  };
  return (
    <Panel title={t('mua.dispute.fields')}>
      {dispute.fields.map((one) => {
        const made = draft[one.field];
        const id = `field-${one.field}`;
        return (
          <Box key={one.field} component="section" aria-labelledby={id} sx={{ py: 2, borderTop: 1, borderColor: 'divider' }}>
            <Typography id={id} variant="h3">{t(`mua.slip.${one.field}`)}</Typography>
            <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 1, my: 1 }}>
              <Box sx={{ p: 1.5, borderRadius: 2, bgcolor: 'action.hover' }}><Typography variant="body2" sx={{ color: 'text.secondary' }}>{t('mua.dispute.current')}</Typography>{slipText(one.field, one.current, locale, t)}</Box>
              <Box sx={{ p: 1.5, borderRadius: 2, border: 2, borderColor: 'secondary.main' }}><Typography variant="body2" sx={{ color: 'text.secondary' }}>{t('mua.dispute.proposed')}</Typography><strong>{slipText(one.field, one.proposed, locale, t)}</strong></Box>
            </Box>
            {(one.doubts ?? []).map((doubt) => <Typography key={doubt.vi} role="note" sx={{ color: 'warning.main', mb: 1 }}><strong>{t('mua.dispute.doubt')}</strong> {text(doubt)}</Typography>)}
            {one.decision && <Typography><strong>{t(`mua.dispute.${one.decision}`)}</strong>{one.reason && `: ${one.reason}`}</Typography>}
            {may && !one.decision && (
              <>
                <RadioGroup row aria-labelledby={id} value={made?.decision ?? ''} onChange={(_, value) => setDraft({ ...draft, [one.field]: { decision: value as Decision['decision'], reason: made?.reason ?? '' } })}>
                  <FormControlLabel value="accepted" control={<Radio />} label={t('mua.dispute.accept')} />
                  <FormControlLabel value="rejected" control={<Radio />} label={t('mua.dispute.reject')} />
                </RadioGroup>
                {made?.decision === 'rejected' && <TextField fullWidth required label={t('mua.dispute.reason')} helperText={t('mua.dispute.reasonHint')} value={made.reason} onChange={(event) => setDraft({ ...draft, [one.field]: { decision: 'rejected', reason: event.target.value } })} />}
              </>
            )}
          </Box>
        );
      })}
      <Problem error={decide.error} {...(decide.retry ? { onRetry: () => void decide.retry?.() } : {})} />
      {may && <Button variant="contained" size="large" disabled={!ready || decide.busy} onClick={() => void press()}>{t('mua.dispute.decide')}</Button>}
    </Panel>
  );
}
