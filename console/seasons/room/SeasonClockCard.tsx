import { Box, Card, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { DAY } from '../../../domain/instant.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Season } from '../../provider/records.ts';
import { Meter } from '../../shown/Meter.tsx';
import { clockText, closingText, dayLengthText, longDayText, spanText } from '../../shown/time.ts';
import { useLanguage, useText } from '../../shown/use-text.ts';
import { nextDeadline, totals } from '../deadlines.ts';
import { paceOf } from '../season-now.ts';
import { workParts } from './progress-parts.ts';

/** What day it is in the season, how long until the next edge, and how much work is done. */
export function SeasonClockCard({ season, now }: { season: Season; now: Instant }) {
  const t = useTranslate();
  const text = useText();
  const locale = useLanguage();
  const next = nextDeadline(season.steps, now);
  const sum = totals(season.steps);
  const pace = paceOf(season);
  const clock = season.state === 'paused' ? t('mua.room.standsStill') : pace > 1 ? t('mua.room.dayLasts', { length: dayLengthText(Math.round(DAY / pace), locale) }) : t(`mua.clock.${season.clock.mode}`);
  return (
    <Card sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', md: '1fr 1.2fr 1.2fr' }, '& > div': { p: 2 }, '& > div + div': { borderInlineStart: { md: 1 }, borderTop: { xs: 1, md: 0 }, borderColor: 'divider' } }}>
      <div>
        <Typography sx={{ color: 'text.secondary' }}>{t(season.finishedAt ? 'mua.room.ended' : 'mua.room.today')}</Typography>
        <Typography component="p" sx={{ fontSize: '1.5rem', fontWeight: 700, lineHeight: 1.3 }} data-testid="season-date">{longDayText(now, locale)}</Typography>
        <Typography variant="body2">{clockText(now)} · {clock}</Typography>
      </div>
      <div>
        <Typography sx={{ color: 'text.secondary' }}>{t('mua.room.next')}</Typography>
        {next ? (
          <>
            <Typography component="p" sx={{ fontSize: '1.5rem', fontWeight: 700, lineHeight: 1.3 }}>{t('mua.room.in', { span: spanText(next.at - now, locale) })}</Typography>
            <Typography variant="body2">
              {t(`mua.room.${next.edge}`, { number: next.step.number })}: {text(next.step.title)} ({next.edge === 'closes' ? closingText(next.at, locale) : longDayText(next.at, locale)})
            </Typography>
          </>
        ) : (
          <Typography component="p" sx={{ fontSize: '1.25rem', fontWeight: 700 }}>{t('mua.room.noNext')}</Typography>
        )}
      </div>
      <Box>
        <Typography sx={{ color: 'text.secondary' }}>{t('mua.room.work')}</Typography>
        <Typography component="p" sx={{ fontSize: '1.5rem', fontWeight: 700, lineHeight: 1.3 }}>
          {sum.done.toLocaleString('vi')} / {sum.total.toLocaleString('vi')}
        </Typography>
        <Meter parts={workParts(t, sum)} total={sum.total} label={t('mua.room.work')} />
      </Box>
    </Card>
  );
}
