import BackIcon from '@mui/icons-material/ChevronLeft';
import ForwardIcon from '@mui/icons-material/ChevronRight';
import { Box, ButtonBase, IconButton, Stack, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { addDays, localDateOf, startOfDate } from '../../../domain/instant.ts';
import type { LocalDate } from '../../../domain/instant.ts';
import type { Plan, Step } from '../../../domain/plan.ts';
import type { Choices } from '../../provider/records.ts';
import { dayText, toIso, weekdayText } from '../../shown/time.ts';
import { useLanguage, useText } from '../../shown/use-text.ts';
import { coversDay, monthOf, shiftMonth, weeksOf } from './month-days.ts';

type Window = Choices[string];
type Props = { plan: Plan; step: Step; windows: Map<string, Window>; onSet: (part: Partial<Window>) => void };
const moves: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -28, PageDown: 28 };

/** A month at a time: which steps cover which day; Enter or a click sets the chosen step's first or last day. */
export function MonthCalendar({ plan, step, windows, onSet }: Props) {
  const t = useTranslate();
  const text = useText();
  const locale = useLanguage();
  const own = windows.get(step.key);
  const [edge, setEdge] = useState<'opensAt' | 'closesAt'>('opensAt');
  const [focus, setFocus] = useState<LocalDate>(own ? localDateOf(Date.parse(own.opensAt)) : '2023-01-01');
  const [month, setMonth] = useState(monthOf(focus));
  const grid = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  const touched = useRef(false);
  const opens = own?.opensAt;
  // The check of another year or clock may still be on its way: until a person takes hold, the calendar follows the window.
  useEffect(() => {
    if (opens === undefined || touched.current) return;
    const date = localDateOf(Date.parse(opens));
    setFocus(date);
    setMonth(monthOf(date));
  }, [opens]);
  useEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLButtonElement>(`[data-date="${focus}"]`)?.focus();
    moved.current = false;
  }, [focus, month]);
  const press = (event: KeyboardEvent): void => {
    const by = moves[event.key];
    if (by === undefined) return;
    event.preventDefault();
    moved.current = true;
    touched.current = true;
    const date = addDays(focus, by);
    setFocus(date);
    setMonth(monthOf(date));
  };
  const turn = (by: number): void => {
    touched.current = true;
    const next = shiftMonth(month, by);
    setMonth(next);
    setFocus(`${next.year}-${String(next.month).padStart(2, '0')}-01`);
  };
  const choose = (date: LocalDate): void => {
    touched.current = true;
    setFocus(date);
    // The last day is included, so the window closes at the midnight after it.
    onSet(edge === 'opensAt' ? { opensAt: toIso(startOfDate(date)) } : { closesAt: toIso(startOfDate(addDays(date, 1))) });
    setEdge(edge === 'opensAt' ? 'closesAt' : 'opensAt');
  };
  const weeks = weeksOf(month);
  return (
    <Box sx={{ position: { lg: 'sticky' }, top: { lg: 72 } }}>
      <Typography variant="h3" component="h2" sx={{ mb: 1 }}>{step.number}. {text(step.title)}</Typography>
      <ToggleButtonGroup exclusive size="small" value={edge} onChange={(_, value: 'opensAt' | 'closesAt' | null) => value && setEdge(value)} aria-label={t('mua.window.which')}>
        <ToggleButton value="opensAt">{t('mua.window.setOpens')}</ToggleButton>
        <ToggleButton value="closesAt">{t('mua.window.setCloses')}</ToggleButton>
      </ToggleButtonGroup>
      <Stack direction="row" sx={{ alignItems: 'center', justifyContent: 'space-between', mt: 1 }}>
        <IconButton onClick={() => turn(-1)} aria-label={t('mua.window.before')}><BackIcon /></IconButton>
        <Typography aria-live="polite" sx={{ fontWeight: 600 }}>{t('mua.window.month', { month: month.month, year: month.year })}</Typography>
        <IconButton onClick={() => turn(1)} aria-label={t('mua.window.after')}><ForwardIcon /></IconButton>
      </Stack>
      <Box component="table" ref={grid} role="grid" aria-label={t('mua.window.calendar')} onKeyDown={press} sx={{ width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed' }}>
        <thead>
          <tr>{(weeks[0] ?? []).map((date) => <Box component="th" scope="col" key={date} sx={{ fontSize: '0.8125rem', fontWeight: 600, color: 'text.secondary', py: 0.5 }}><abbr title={weekdayText(date, locale)} style={{ textDecoration: 'none' }}>{weekdayText(date, locale).replace('Thứ ', '').slice(0, 3)}</abbr></Box>)}</tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((date) => {
                const covering = plan.steps.filter((one) => { const window = windows.get(one.key); return window !== undefined && coversDay(window, date); });
                const mine = covering.some((one) => one.key === step.key);
                const others = covering.filter((one) => one.key !== step.key).map((one) => one.number);
                const outside = monthOf(date).month !== month.month;
                return (
                  <Box component="td" key={date} role="gridcell" aria-selected={mine} sx={{ p: '2px' }}>
                    <ButtonBase data-date={date} tabIndex={date === focus ? 0 : -1} onClick={() => choose(date)}
                      aria-label={`${weekdayText(date, locale)} ${dayText(date, locale)}${covering.length > 0 ? `; ${t('mua.window.covered', { steps: covering.map((one) => one.number).join(', ') })}` : ''}`}
                      sx={{ width: '100%', height: 46, flexDirection: 'column', borderRadius: 1.5, border: 1, borderColor: mine ? 'primary.main' : 'divider', bgcolor: mine ? 'primary.main' : 'transparent', color: mine ? 'primary.contrastText' : outside ? 'text.secondary' : 'text.primary', '&:hover': { borderColor: 'primary.main' } }}>
                      <Typography component="span" sx={{ fontWeight: mine ? 700 : 400, lineHeight: 1.2 }}>{Number(date.slice(8))}</Typography>
                      {/* Drawn, not written: the button's name says the same in words, and axe wants what is written to be in the name. */}
                      <Typography component="span" sx={{ fontSize: '0.75rem', lineHeight: 1.1, minHeight: '0.8rem', '&::after': { content: others.length > 0 ? `"b.${others.slice(0, 3).join(',')}"` : '""' } }} />
                    </ButtonBase>
                  </Box>
                );
              })}
            </tr>
          ))}
        </tbody>
      </Box>
      <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1 }}>{t('mua.window.keys')}</Typography>
    </Box>
  );
}
