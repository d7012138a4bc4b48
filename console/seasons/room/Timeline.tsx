import { Box, ButtonBase, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { Instant } from '../../../domain/instant.ts';
import type { StepRow } from '../../provider/records.ts';
import { StateChip } from '../../shown/StateChip.tsx';
import { closingText, dateText, toInstant } from '../../shown/time.ts';
import { useLanguage, useText } from '../../shown/use-text.ts';
import { donePercent } from '../deadlines.ts';
import { scaleOf } from './timeline-scale.ts';
import type { Scale } from './timeline-scale.ts';

type TimelineProps = { steps: readonly StepRow[]; now: Instant; chosen: string | null; onChoose: (key: string) => void };
/** In percent: a month's name right of it would be cut off. */
const labelsEnd = 94;
const grid = { display: 'grid', gridTemplateColumns: { xs: '1fr', md: 'minmax(220px, 30%) 1fr' }, columnGap: 2 };
const barColor = { planned: 'action.disabled', 'waiting-gate': 'warning.main', open: 'primary.main', grace: 'error.main', closed: 'success.main', skipped: 'action.disabled' } as const;

/**
 * Planned (outline) against actual (solid) for each step, with today's line. The bars are for the eye; the
 * same dates stand in words in each row, so nothing is lost without it. A row is a button that opens its step.
 */
export function Timeline({ steps, now, chosen, onChoose }: TimelineProps) {
  const t = useTranslate();
  const locale = useLanguage();
  if (steps.length === 0) return null;
  const scale = scaleOf(steps);
  const month = (date: string): string => (locale === 'vi' ? `Tháng ${Number(date.slice(5, 7))}` : dateText(Date.parse(date), 'en').split(' ')[1] ?? '');
  return (
    <>
      <Box aria-hidden sx={{ ...grid, display: { xs: 'none', md: 'grid' }, mb: 0.5 }}>
        <span />
        <Box sx={{ position: 'relative', height: 22, overflow: 'hidden' }}>
          {scale.months.filter((one) => one.left < labelsEnd).map((one) => (
            <Typography key={one.date} variant="caption" sx={{ position: 'absolute', left: `${one.left}%`, color: 'text.secondary', borderInlineStart: 1, borderColor: 'divider', pl: 0.5, whiteSpace: 'nowrap' }}>{month(one.date)}</Typography>
          ))}
        </Box>
      </Box>
      <Box component="ol" aria-label={t('mua.room.timeline')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {steps.map((step) => (
          <Box component="li" key={step.id}>
            <ButtonBase aria-pressed={chosen === step.key} onClick={() => onChoose(step.key)}
              sx={{ ...grid, width: '100%', textAlign: 'start', alignItems: 'center', py: 0.75, px: 1, borderRadius: 2, bgcolor: chosen === step.key ? 'action.selected' : 'transparent', '&:hover': { bgcolor: 'action.hover' } }}>
              <StepLabel step={step} />
              <Bars step={step} scale={scale} now={now} />
            </ButtonBase>
          </Box>
        ))}
      </Box>
      <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1, display: 'flex', gap: 2, flexWrap: 'wrap' }}>
        <span><Swatch outlined /> {t('mua.room.planned')}</span>
        <span><Swatch /> {t('mua.room.actual')}</span>
        <span><Box component="span" aria-hidden sx={{ display: 'inline-block', width: 0, height: 12, borderInlineStart: '3px solid #d18f00', mr: 0.5 }} /> {t('mua.room.todayLine')}: {dateText(now, locale)}</span>
      </Typography>
    </>
  );
}

function Swatch({ outlined = false }: { outlined?: boolean }) {
  return <Box component="span" aria-hidden sx={{ display: 'inline-block', width: 22, height: 10, borderRadius: 1, verticalAlign: 'middle', mr: 0.5, ...(outlined ? { border: '2px dashed', borderColor: 'text.secondary' } : { bgcolor: 'primary.main' }) }} />;
}

function StepLabel({ step }: { step: StepRow }) {
  const t = useTranslate();
  const text = useText();
  const locale = useLanguage();
  const done = donePercent(step.tasks);
  const moved = step.opensAt !== step.plannedOpensAt || step.closesAt !== step.plannedClosesAt;
  return (
    <Box component="span" sx={{ minWidth: 0, display: 'block' }}>
      <Typography component="span" sx={{ display: 'block', fontWeight: 600 }}>{step.number}. {text(step.title)}</Typography>
      <Typography component="span" variant="body2" sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center', color: 'text.secondary' }}>
        <StateChip of="step" state={step.phase} />
        <span>{dateText(step.opensAt, locale)} → {closingText(step.closesAt, locale)}</span>
        {done !== null && <span>{t('mua.room.donePart', { done })}</span>}
        {moved && <span>{t('mua.room.was', { when: closingText(step.plannedClosesAt, locale) })}</span>}
        {step.added && <span>{t('mua.room.added')}</span>}
      </Typography>
    </Box>
  );
}

function Bars({ step, scale, now }: { step: StepRow; scale: Scale; now: Instant }) {
  const span = (from: Instant, to: Instant) => ({ left: `${scale.at(from)}%`, width: `${Math.max(0.6, scale.at(to) - scale.at(from))}%` });
  const start = toInstant(step.openedAt ?? step.opensAt);
  const end = toInstant(step.closedAt ?? step.closesAt);
  const skipped = step.phase === 'skipped';
  return (
    <Box component="span" aria-hidden sx={{ position: 'relative', display: 'block', height: { xs: 26, md: 34 }, my: { xs: 0.5, md: 0 } }}>
      {scale.months.map((one) => <Box component="span" key={one.date} sx={{ position: 'absolute', insetBlock: 0, left: `${one.left}%`, borderInlineStart: 1, borderColor: 'divider' }} />)}
      <Box component="span" sx={{ position: 'absolute', top: 3, height: 8, borderRadius: 2, border: '2px dashed', borderColor: 'text.secondary', ...span(toInstant(step.plannedOpensAt), toInstant(step.plannedClosesAt)) }} />
      <Box component="span" sx={{ position: 'absolute', bottom: 3, height: { xs: 10, md: 16 }, borderRadius: 1.5, bgcolor: barColor[step.phase], opacity: skipped ? 0.4 : 1, ...span(start, Math.max(start, end)) }} />
      <Box component="span" sx={{ position: 'absolute', insetBlock: -6, left: `${scale.at(now)}%`, borderInlineStart: '3px solid #d18f00' }} />
    </Box>
  );
}
