import { Chip } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { ConfirmationState, DisputeState } from '../../domain/confirmation.ts';
import type { SeasonState, StepPhase } from '../../domain/season.ts';
import type { TaskState } from '../../domain/task.ts';
import type { Notice } from '../provider/records.ts';

type Tone = 'default' | 'primary' | 'success' | 'warning' | 'error' | 'info';
type Kinds = { task: TaskState; season: SeasonState; step: StepPhase; confirmation: ConfirmationState; dispute: DisputeState; notice: Notice['state'] };

/** Colour only underlines what the word says. */
const tones = {
  task: { open: 'info', returned: 'warning', submitted: 'primary', done: 'success', lapsed: 'error', cancelled: 'default' },
  season: { draft: 'default', 'awaiting-approval': 'warning', launching: 'info', running: 'success', paused: 'warning', finished: 'primary', cancelled: 'default' },
  step: { planned: 'default', 'waiting-gate': 'warning', open: 'success', grace: 'error', closed: 'primary', skipped: 'default' },
  confirmation: { waiting: 'info', 'with-teacher': 'warning', confirmed: 'success', disputed: 'error', settled: 'success', silent: 'default' },
  dispute: { open: 'warning', accepted: 'success', rejected: 'default' },
  notice: { queued: 'info', sending: 'info', sent: 'success', unknown: 'warning', failed: 'error' },
} as const satisfies { [K in keyof Kinds]: Record<Kinds[K], Tone> };

export function StateChip<K extends keyof Kinds>({ of, state }: { of: K; state: Kinds[K] }) {
  const t = useTranslate();
  const tone = (tones[of] as Record<string, Tone>)[state] ?? 'default';
  return <Chip size="small" variant="outlined" color={tone} label={t(`mua.state.${of}.${state}`)} />;
}
