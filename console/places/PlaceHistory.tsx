import { Box, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { dayText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import type { PlaceChange } from './records.ts';

/** What was done to a place, newest first: the day it holds from, by which directive or why, and by whom. */
export function PlaceHistory({ history }: { history: readonly PlaceChange[] }) {
  const t = useTranslate();
  const locale = useLanguage();
  const renamed = ({ before, after }: PlaceChange): string => (before.name !== undefined && after.name !== undefined && before.name !== after.name ? ` ${before.name} → ${after.name}` : '');
  return (
    <div>
      <Typography variant="h3">{t('mua.places.history')}</Typography>
      {history.length === 0 && <Typography sx={{ color: 'text.secondary' }}>{t('mua.places.noHistory')}</Typography>}
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {history.map((one, at) => (
          <li key={at}>
            {dayText(one.on, locale)}: <strong>{t(`mua.places.change.${one.kind}`)}</strong>{renamed(one)}
            {[one.directive, one.reason, one.by && `${one.by.name} (${one.by.unit})`].filter(Boolean).map((part) => ` · ${part}`)}
          </li>
        ))}
      </Box>
    </div>
  );
}
