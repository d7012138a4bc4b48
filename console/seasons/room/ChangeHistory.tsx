import { Box, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { paths } from '../../provider/paths.ts';
import type { Season, SeasonChange } from '../../provider/records.ts';
import { useApi } from '../../provider/use-api.ts';
import { Panel } from '../../shown/Panel.tsx';
import { dayText, momentText } from '../../shown/time.ts';
import { useLanguage, useText } from '../../shown/use-text.ts';
import { differences, valueText } from './change-text.ts';

const named = new Set(['opensAt', 'closesAt', 'lapsesAt', 'phase', 'state', 'pace', 'dayMs']);

/** Every change of the running season: what it was, what it became, which directive says so. */
export function ChangeHistory({ season }: { season: Season }) {
  const t = useTranslate();
  const text = useText();
  const locale = useLanguage();
  const { data: changes = [] } = useApi<SeasonChange[]>(paths.seasonChanges(season.id));
  const stepTitle = (key: string): string => {
    const step = season.steps.find((one) => one.key === key);
    return step ? `${t('mua.step', { number: step.number })}: ${text(step.title)}` : key;
  };
  return (
    <Panel title={t('mua.room.changes')}>
      {changes.length === 0 && <Typography sx={{ color: 'text.secondary' }}>{t('mua.room.noChanges')}</Typography>}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {changes.map((change) => (
          <Box component="li" key={change.id} sx={{ py: 1, borderTop: 1, borderColor: 'divider' }}>
            <Typography sx={{ fontWeight: 600 }}>{t(`mua.change.${change.kind}`)}{change.stepKey && ` – ${stepTitle(change.stepKey)}`}</Typography>
            {differences(change).filter((one) => named.has(one.key)).map((one) => (
              <Typography key={one.key} variant="body2">
                {t(`mua.change.value.${one.key}`)}: {one.before !== null && <><s>{valueText(one.key, one.before, locale)}</s> → </>}<strong>{one.after === null ? '—' : valueText(one.key, one.after, locale)}</strong>
              </Typography>
            ))}
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              {change.directive && `${change.directive.number}, ${dayText(change.directive.signedOn, locale)}, ${change.directive.signer} · `}
              {change.by?.name ?? t('mua.system')} · {momentText(change.at, locale)}
            </Typography>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
