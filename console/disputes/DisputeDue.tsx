import ErrorIcon from '@mui/icons-material/ErrorOutlined';
import { Chip, Stack } from '@mui/material';
import { useReference, useTranslate } from 'ra-core';
import type { Dispute, Season } from '../provider/records.ts';
import { useSeasonNow } from '../seasons/season-now.ts';
import { closingText, toInstant } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';

type DueProps = { dispute: Pick<Dispute, 'dueAt' | 'state' | 'seasonId'> };

/** When the school must have decided; once that passed, as loud as a late task. */
export function DisputeDue({ dispute }: DueProps) {
  const locale = useLanguage();
  const open = dispute.state === 'open';
  const { referenceRecord: season } = useReference<Season>({ reference: 'seasons', id: dispute.seasonId, options: { enabled: open } });
  return (
    <Stack component="span" direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
      {open && season && <Late season={season} dueAt={dispute.dueAt} />}
      <span>{closingText(dispute.dueAt, locale)}</span>
    </Stack>
  );
}

/** Late by the season's own date, which in a rehearsal is not today's. */
function Late({ season, dueAt }: { season: Season; dueAt: string }) {
  const t = useTranslate();
  const now = useSeasonNow(season);
  if (now < toInstant(dueAt)) return null;
  return <Chip component="span" size="small" color="error" icon={<ErrorIcon />} label={t('mua.due.passed')} />;
}
