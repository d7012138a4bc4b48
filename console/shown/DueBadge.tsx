import AlarmIcon from '@mui/icons-material/AccessAlarm';
import CheckIcon from '@mui/icons-material/CheckCircleOutlined';
import ErrorIcon from '@mui/icons-material/ErrorOutlined';
import ScheduleIcon from '@mui/icons-material/Schedule';
import { Chip } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { TaskRow } from '../provider/records.ts';
import { isFinal } from '../../domain/task.ts';
import { closingText } from './time.ts';
import { useLanguage } from './use-text.ts';

type DueProps = { task: Pick<TaskRow, 'dueAt' | 'state' | 'workingDaysLeft' | 'overdueAt'>; withDate?: boolean };

/** How long is left, in working days: icon and words first, colour only after them. */
export function DueBadge({ task, withDate = false }: DueProps) {
  const t = useTranslate();
  const locale = useLanguage();
  const left = task.workingDaysLeft;
  const due = closingText(task.dueAt, locale);
  if (isFinal(task.state)) return <Chip size="small" variant="outlined" icon={<CheckIcon />} label={t('mua.due.over', { due })} />;
  const late = task.overdueAt !== null || left < 0;
  const words = late
    ? t('mua.due.late', { smart_count: Math.max(1, -left) })
    : left === 0
      ? t('mua.due.today')
      : t('mua.due.left', { smart_count: left });
  const Icon = late ? ErrorIcon : left <= 2 ? AlarmIcon : ScheduleIcon;
  return (
    <Chip
      size="small"
      icon={<Icon />}
      color={late ? 'error' : left <= 2 ? 'warning' : 'default'}
      variant={late ? 'filled' : 'outlined'}
      label={withDate ? `${words} · ${due}` : words}
      title={due}
    />
  );
}
