import { Box, Radio, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { FieldVerdict } from '../../domain/identity-match.ts';
import { dayText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import { VerdictChip } from './IdentityState.tsx';
import type { Identity, IdentitySide } from './records.ts';

const chosenFields = ['fullName', 'birthDate', 'sex', 'address'] as const;
export type ChosenField = (typeof chosenFields)[number];
const sides = ['school', 'sector', 'population'] as const;
type Side = (typeof sides)[number];
export type Choices = Partial<Record<ChosenField, Side>>;

const sideOf = (one: Identity, side: Side): IdentitySide | null => ({ school: one.ours, sector: one.sector, population: one.population })[side];
const complete = (field: ChosenField, value: string): boolean => value !== '' && (field !== 'birthDate' || value.length === 10);

type Props = { identity: Identity; choices: Choices; onChoose: ((choices: Choices) => void) | null };

/** Field by field, the three databases side by side on a desk and below each other in the hand; the right value is chosen among them. */
export function ThreeSides({ identity, choices, onChoose }: Props) {
  const t = useTranslate();
  const locale = useLanguage();
  const shown = (field: ChosenField | 'personalNumber', value: string | null | undefined): string => {
    if (!value) return '—';
    if (field === 'sex') return t(`mua.sex.${value}`);
    return field === 'birthDate' && value.length === 10 ? dayText(value, locale) : value;
  };
  return (
    <div>
      {[...chosenFields, 'personalNumber' as const].map((field) => {
        const id = `identity-${field}`;
        return (
          <Box key={field} component="section" role="radiogroup" aria-labelledby={id} sx={{ py: 1.5, borderTop: 1, borderColor: 'divider' }}>
            <Typography id={id} variant="h3" component="h3">{t(`mua.identity.field.${field}`)}</Typography>
            <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', md: 'repeat(3, 1fr)' }, gap: 1, mt: 1 }}>
              {sides.map((side) => {
                const record = sideOf(identity, side);
                const value = record?.[field] ?? '';
                const verdict: FieldVerdict | undefined = side === 'school' ? undefined : identity.verdicts[side][field];
                const choosable = onChoose !== null && field !== 'personalNumber' && complete(field, value);
                const differs = verdict === 'different';
                const label = `${t(`mua.identity.side.${side}`)}: ${shown(field, value)}`;
                if (field === 'personalNumber' && side === 'population') return null;
                return (
                  <Box key={side} component={choosable ? 'label' : 'div'}
                    sx={{ display: 'flex', alignItems: 'flex-start', gap: 0.5, p: 1.25, borderRadius: 2, border: 2, borderColor: field !== 'personalNumber' && choices[field] === side ? 'primary.main' : differs ? 'error.main' : 'divider', cursor: choosable ? 'pointer' : 'default' }}>
                    {choosable && <Radio size="small" sx={{ p: 0.25 }} checked={choices[field] === side} onChange={() => onChoose({ ...choices, [field]: side })} slotProps={{ input: { name: id, 'aria-label': label } }} />}
                    <Box sx={{ minWidth: 0, flexGrow: 1 }}>
                      <Typography variant="body2" sx={{ color: 'text.secondary' }}>{t(`mua.identity.side.${side}`)}</Typography>
                      <Typography component="div" sx={{ fontWeight: differs ? 700 : 400, overflowWrap: 'anywhere' }}>{record ? shown(field, value) : t('mua.identity.nothing')}</Typography>
                    </Box>
                    {verdict && <VerdictChip verdict={verdict} />}
                  </Box>
                );
              })}
            </Box>
          </Box>
        );
      })}
    </div>
  );
}
