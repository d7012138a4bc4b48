import { Alert, Button, Chip, MenuItem, Stack, Step, StepLabel, Stepper, TextField, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { zonePlanStates } from '../../domain/zone-plan.ts';
import { post } from '../provider/http.ts';
import { useApi } from '../provider/use-api.ts';
import { Facts } from '../shown/Facts.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { dayText, momentText } from '../shown/time.ts';
import { usePlanAction } from './use-plan-action.ts';
import { useLanguage } from '../shown/use-text.ts';
import { zonePaths } from './paths.ts';
import type { PlanDetail, ZonePlan, Zoning } from './records.ts';

/** How far the approval has come, what schools say, and the next button for whoever may press it. */
export function PlanPanel({ zoning, plan }: { zoning: Zoning; plan: ZonePlan }) {
  const t = useTranslate();
  const locale = useLanguage();
  const detail = useApi<PlanDetail>(zonePaths.plan(plan.id)).data;
  const nameOf = (schoolId: string): string => zoning.schools.find((one) => one.id === schoolId)?.name ?? '';
  return (
    <Stack spacing={2}>
      <Stepper activeStep={zonePlanStates.indexOf(plan.state)} alternativeLabel sx={{ overflowX: 'auto' }}>
        {zonePlanStates.map((state) => <Step key={state}><StepLabel>{t(`mua.zones.state.${state}`)}</StepLabel></Step>)}
      </Stepper>
      {plan.returnReason && plan.state === 'draft' && <Alert severity="warning"><strong>{t('mua.zones.returned')}</strong> {plan.returnReason}</Alert>}
      {plan.decision && <Facts columns={2} of={[[t('mua.zones.decision'), plan.decision.number], [t('mua.zones.signedOn'), dayText(plan.decision.signedOn, locale)], [t('mua.zones.signer'), plan.decision.signer], [t('mua.zones.frozenAt'), plan.frozenAt && momentText(plan.frozenAt, locale)]]} />}
      <PlanActions plan={plan} />
      <Panel title={t('mua.zones.comments')}>
        {detail && detail.comments.length === 0 && <Typography sx={{ color: 'text.secondary' }}>{t('mua.zones.noComments')}</Typography>}
        <Stack component="ul" spacing={1.5} sx={{ m: 0, pl: 2.5 }}>
          {detail?.comments.map((one) => (
            <li key={one.schoolId}>
              <Stack direction="row" spacing={1} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap' }}>
                <strong>{nameOf(one.schoolId)}</strong><Chip size="small" color={one.agrees === 'yes' ? 'success' : 'warning'} label={t(`mua.zones.agrees.${one.agrees}`)} />
              </Stack>
              {one.note && <Typography>{one.note}</Typography>}
              {one.reply && <Typography sx={{ color: 'text.secondary' }}>{t('mua.zones.reply')}: {one.reply}</Typography>}
              {!one.reply && one.agrees === 'no' && plan.can.includes('reply') && <ReplyForm planId={plan.id} schoolId={one.schoolId} />}
            </li>
          ))}
        </Stack>
      </Panel>
      <Panel title={t('mua.zones.history')}>
        <Stack component="ol" spacing={0.5} sx={{ m: 0, pl: 2.5 }}>
          {detail?.history.map((one) => (
            <li key={one.at}>{momentText(one.at, locale)} · {t(`mua.zones.changes.${one.kind}`, { _: one.kind })} · {one.by?.name ?? t('mua.system')}{one.directive ? ` · ${one.directive}` : ''}{one.affected > 0 ? ` · ${t('mua.zones.affected', { smart_count: one.affected })}` : ''}{one.reason ? ` · ${one.reason}` : ''}</li>
          ))}
        </Stack>
      </Panel>
    </Stack>
  );
}

function ReplyForm({ planId, schoolId }: { planId: string; schoolId: string }) {
  const t = useTranslate();
  const [reply, setReply] = useState('');
  const send = usePlanAction<{ schoolId: string; reply: string }>((body, key) => post(zonePaths.move(planId, 'reply'), body, key));
  return (
    <Stack spacing={1} sx={{ mt: 0.5 }}>
      <Stack direction="row" spacing={1}>
        <TextField size="small" fullWidth label={t('mua.zones.reply')} value={reply} onChange={(event) => setReply(event.target.value)} />
        <Button disabled={reply.trim() === '' || send.busy} onClick={() => void send.run({ schoolId, reply: reply.trim() })}>{t('mua.zones.send')}</Button>
      </Stack>
      <Problem error={send.error} />
    </Stack>
  );
}

function PlanActions({ plan }: { plan: ZonePlan }) {
  const t = useTranslate();
  const { version } = plan;
  const [decision, setDecision] = useState({ number: '', signedOn: '', signer: '' });
  const [said, setSaid] = useState<{ agrees: 'yes' | 'no'; note: string }>({ agrees: 'yes', note: '' });
  const [reason, setReason] = useState('');
  const move = usePlanAction<{ action: 'open-comments' | 'comment' | 'decide' | 'supervise' | 'return'; body: object }>(({ action, body }, key) => post(zonePaths.move(plan.id, action), body, key));
  const can = (action: ZonePlan['can'][number]): boolean => plan.can.includes(action);
  return (
    <Stack spacing={1.5}>
      {can('open-comments') && <div><Button variant="contained" disabled={move.busy} onClick={() => void move.run({ action: 'open-comments', body: { version } })}>{t('mua.zones.openComments')}</Button></div>}
      {can('comment') && (
        <Panel title={t('mua.zones.yourComment')}>
          <Stack spacing={1}>
            <TextField select label={t('mua.zones.opinion')} value={said.agrees} onChange={(event) => setSaid({ ...said, agrees: event.target.value === 'no' ? 'no' : 'yes' })}>
              {(['yes', 'no'] as const).map((one) => <MenuItem key={one} value={one}>{t(`mua.zones.agrees.${one}`)}</MenuItem>)}
            </TextField>
            <TextField multiline minRows={2} label={t('mua.zones.note')} value={said.note} onChange={(event) => setSaid({ ...said, note: event.target.value })} />
            <div><Button variant="contained" disabled={move.busy || (said.agrees === 'no' && said.note.trim() === '')} onClick={() => void move.run({ action: 'comment', body: said })}>{t('mua.zones.send')}</Button></div>
          </Stack>
        </Panel>
      )}
      {can('decide') && (
        <Panel title={t('mua.zones.recordDecision')}>
          <Stack spacing={1}>
            <TextField required label={t('mua.zones.decision')} value={decision.number} onChange={(event) => setDecision({ ...decision, number: event.target.value })} />
            <TextField required type="date" label={t('mua.zones.signedOn')} value={decision.signedOn} onChange={(event) => setDecision({ ...decision, signedOn: event.target.value })} slotProps={{ inputLabel: { shrink: true } }} />
            <TextField required label={t('mua.zones.signer')} value={decision.signer} onChange={(event) => setDecision({ ...decision, signer: event.target.value })} />
            <div><Button variant="contained" disabled={move.busy || Object.values(decision).some((one) => one.trim() === '')} onClick={() => void move.run({ action: 'decide', body: { version, ...decision } })}>{t('mua.zones.recordDecision')}</Button></div>
          </Stack>
        </Panel>
      )}
      {can('supervise') && <div><Button variant="contained" disabled={move.busy} onClick={() => void move.run({ action: 'supervise', body: { version } })}>{t('mua.zones.supervise')}</Button></div>}
      {can('return') && (
        <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
          <TextField fullWidth label={t('mua.zones.returnReason')} value={reason} onChange={(event) => setReason(event.target.value)} />
          <Button disabled={move.busy || reason.trim() === ''} onClick={() => void move.run({ action: 'return', body: { version, reason: reason.trim() } })}>{t('mua.zones.sendBack')}</Button>
        </Stack>
      )}
      <Problem error={move.error} />
    </Stack>
  );
}
