import { Button, Card, CardActions, CardContent, Stack, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router-dom';
import type { LateRow, Season } from '../provider/records.ts';
import { paths } from '../provider/paths.ts';
import { useApi } from '../provider/use-api.ts';
import { nextDeadline, totals } from '../seasons/deadlines.ts';
import { workParts } from '../seasons/room/progress-parts.ts';
import { useSeasonNow } from '../seasons/season-now.ts';
import { Meter } from '../shown/Meter.tsx';
import { RehearsalChip } from '../shown/RehearsalChip.tsx';
import { StateChip } from '../shown/StateChip.tsx';
import { longDayText, spanText } from '../shown/time.ts';
import { useLanguage, useText } from '../shown/use-text.ts';

/** A running season in one card: its date, its next deadline, its work, its late units. */
export function SeasonCard({ season }: { season: Season }) {
  const t = useTranslate();
  const text = useText();
  const locale = useLanguage();
  const now = useSeasonNow(season);
  const running = season.state === 'running' || season.state === 'paused';
  const late = useApi<LateRow[]>(running ? paths.seasonLate(season.id) : null).data;
  const next = nextDeadline(season.steps, now);
  const sum = totals(season.steps);
  const open = season.steps.filter((step) => step.phase === 'open' || step.phase === 'grace');
  return (
    <Card component="article" aria-label={season.title} sx={{ display: 'flex', flexDirection: 'column', ...(season.rehearsal ? { borderInlineStart: '6px solid #f2c14e' } : {}) }}>
      <CardContent sx={{ flex: 1 }}>
        <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', mb: 1 }}>
          <StateChip of="season" state={season.state} />
          {season.rehearsal && <RehearsalChip />}
        </Stack>
        <Typography variant="h3">{season.title}</Typography>
        {running && <Typography variant="body2" sx={{ color: 'text.secondary' }}>{longDayText(now, locale)}{open.length > 0 && ` · ${t('mua.dashboard.open', { steps: open.map((step) => step.number).join(', ') })}`}</Typography>}
        {running && next && (
          <Typography sx={{ mt: 1 }}>
            <strong>{t('mua.room.in', { span: spanText(next.at - now, locale) })}</strong>: {t(`mua.room.${next.edge}`, { number: next.step.number })} – {text(next.step.title)}
          </Typography>
        )}
        {season.state === 'awaiting-approval' && season.preparedBy && <Typography sx={{ mt: 1 }}>{t('mua.field.preparedBy')}: {season.preparedBy.name}. {t('mua.approval.waiting')}</Typography>}
        {sum.total > 0 && <Stack sx={{ mt: 1.5 }}><Meter parts={workParts(t, sum)} total={sum.total} label={t('mua.room.work')} /></Stack>}
        {late && late.length > 0 && <Typography sx={{ mt: 1, color: 'error.main', fontWeight: 600 }}>{t('mua.dashboard.late', { count: new Set(late.map((row) => row.unit.id)).size })}</Typography>}
      </CardContent>
      <CardActions>
        <Button component={Link} to={`/seasons/${season.id}/show`}>{season.state === 'awaiting-approval' ? t('mua.approval.see') : t('mua.room.open')}</Button>
      </CardActions>
    </Card>
  );
}
