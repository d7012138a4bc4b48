import type { ConfirmationCounts, ProgressRow } from '../../provider/records.ts';
import type { MeterPart } from '../../shown/Meter.tsx';

type Translate = (key: string) => string;
type Work = Pick<ProgressRow, 'done' | 'submitted' | 'overdue' | 'lapsed' | 'total'>;

/** Overdue work is also open or submitted, so the parts of the bar are cut to add up. */
export function workParts(t: Translate, work: Work): MeterPart[] {
  const open = Math.max(0, work.total - work.done - work.submitted - work.lapsed);
  const late = Math.min(work.overdue, open);
  return [
    { label: t('mua.progress.done'), count: work.done, color: 'success.main' },
    { label: t('mua.progress.submitted'), count: work.submitted, color: 'info.main' },
    { label: t('mua.progress.open'), count: open - late, color: 'divider' },
    { label: t('mua.progress.overdue'), count: late, color: 'error.main' },
    { label: t('mua.progress.lapsed'), count: work.lapsed, color: 'text.secondary' },
  ];
}

export function confirmationParts(t: Translate, counts: ConfirmationCounts): MeterPart[] {
  return [
    { label: t('mua.state.confirmation.confirmed'), count: counts.confirmed, color: 'success.main' },
    { label: t('mua.state.confirmation.settled'), count: counts.settled, color: 'primary.dark' },
    { label: t('mua.state.confirmation.disputed'), count: counts.disputed, color: 'error.main' },
    { label: t('mua.state.confirmation.waiting'), count: counts.waiting, color: 'divider' },
    { label: t('mua.state.confirmation.with-teacher'), count: counts.withTeacher, color: 'warning.main' },
    { label: t('mua.state.confirmation.silent'), count: counts.silent, color: 'text.secondary' },
  ];
}
