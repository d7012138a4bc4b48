import { Alert, Button, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'ra-core';
import { useEffect, useState } from 'react';
import { DirectivePicker } from '../directives/DirectivePicker.tsx';
import { post, put } from '../provider/http.ts';
import { OWN } from '../provider/use-api.ts';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { usePlanAction } from './use-plan-action.ts';
import { zonePaths } from './paths.ts';
import type { WhatIf, Zoning } from './records.ts';
import { SeatsTable } from './SeatsTable.tsx';
import type { useMoves } from './use-moves.ts';

/** What the changes typed so far would do, before anything is written; and the button that writes them. */
export function WhatIfPanel({ zoning, moves }: { zoning: Zoning; moves: ReturnType<typeof useMoves> }) {
  const t = useTranslate();
  const notify = useNotify();
  const text = JSON.stringify(moves.moves);
  // Asked once the fingers rest.
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), 300);
    return () => clearTimeout(timer);
  }, [text]);
  const [from, setFrom] = useState('');
  const [reason, setReason] = useState('');
  const [directiveId, setDirectiveId] = useState<string | null>(null);
  const supposed = useQuery({ queryKey: [OWN, 'what-if', zoning.id, asked], queryFn: () => post<WhatIf>(zonePaths.whatIf(), { unitId: zoning.unit.id, year: zoning.year, moves: JSON.parse(asked) as unknown }), enabled: asked !== '[]', placeholderData: (before) => before });
  const save = usePlanAction<object, { moves: number; affected: number }>((body, key) => put(zonePaths.edit(), body, key));
  const isFrozen = zoning.plan?.state === 'frozen';
  const press = async (): Promise<void> => {
    const body = { unitId: zoning.unit.id, year: zoning.year, moves: moves.moves, version: zoning.plan?.version ?? null, ...(isFrozen && { reason, ...(directiveId && { directiveId }), ...(from && { from }) }) };
    const saved = await save.run(body);
    if (saved) {
      notify('mua.zones.saved', { type: 'success', messageArgs: { smart_count: saved.affected } });
      moves.clear();
    }
  };
  if (moves.moves.length === 0 && moves.unread === 0) return null;
  const children = supposed.data?.affected.reduce((sum, one) => sum + one.children, 0) ?? 0;
  return (
    <Panel title={t('mua.zones.whatIf')}>
      <Stack spacing={1.5} aria-live="polite">
        <Typography>{t('mua.zones.effect', { moves: moves.moves.length, smart_count: children })}</Typography>
        {moves.unread > 0 && <Alert severity="warning">{t('mua.zones.unread', { smart_count: moves.unread })}</Alert>}
        {supposed.data && supposed.data.after.length > 0 && <SeatsTable seats={supposed.data.after} before={supposed.data.before} schools={zoning.schools} />}
        {supposed.data && supposed.data.findings.length > zoning.findings.length && <Alert severity="warning">{t('mua.zones.moreFindings', { smart_count: supposed.data.findings.length - zoning.findings.length })}</Alert>}
        {isFrozen && (
          <>
            <Alert severity="info">{t('mua.zones.frozenHint')}</Alert>
            <DirectivePicker value={directiveId} onChange={setDirectiveId} />
            <TextField required label={t('mua.zones.reason')} value={reason} onChange={(event) => setReason(event.target.value)} />
            <TextField type="date" label={t('mua.zones.from')} value={from} onChange={(event) => setFrom(event.target.value)} slotProps={{ inputLabel: { shrink: true } }} />
          </>
        )}
        <Problem error={save.error} />
        <Stack direction="row" spacing={1}>
          <Button variant="contained" disabled={save.busy || moves.moves.length === 0 || moves.unread > 0} onClick={() => void press()}>{t('mua.zones.save')}</Button>
          <Button onClick={moves.clear}>{t('mua.zones.discard')}</Button>
        </Stack>
      </Stack>
    </Panel>
  );
}
