import { Chip } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { BatchState, IdentityState } from '../../domain/identity.ts';
import type { FieldVerdict } from '../../domain/identity-match.ts';

type Tone = 'default' | 'primary' | 'success' | 'warning' | 'error' | 'info';
/** Colour only underlines what the word says. */
const tones = {
  unchecked: 'default', sent: 'info', matched: 'success', mismatch: 'warning', 'not-found': 'warning', 'other-person': 'error', reported: 'primary', settled: 'success',
} as const satisfies Record<IdentityState, Tone>;
const batchTones = { queued: 'default', sending: 'info', waiting: 'warning', done: 'success', cancelled: 'default' } as const satisfies Record<BatchState, Tone>;
const verdictTones = { same: 'success', spelling: 'info', different: 'error', absent: 'default' } as const satisfies Record<FieldVerdict, Tone>;

export function IdentityChip({ state }: { state: IdentityState }) {
  const t = useTranslate();
  return <Chip size="small" variant="outlined" color={tones[state]} label={t(`mua.identity.state.${state}`)} />;
}

export function BatchChip({ state }: { state: BatchState }) {
  const t = useTranslate();
  return <Chip size="small" variant="outlined" color={batchTones[state]} label={t(`mua.identity.batchState.${state}`)} />;
}

export function VerdictChip({ verdict }: { verdict: FieldVerdict }) {
  const t = useTranslate();
  return <Chip size="small" color={verdictTones[verdict]} variant={verdict === 'different' ? 'filled' : 'outlined'} label={t(`mua.identity.verdict.${verdict}`)} />;
}
