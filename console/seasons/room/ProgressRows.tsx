import ChevronIcon from '@mui/icons-material/ChevronRight';
import { Box, Button, Link, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import type { ProgressRow, UnitRef } from '../../provider/records.ts';
import { Meter } from '../../shown/Meter.tsx';
import { confirmationParts, workParts } from './progress-parts.ts';

const FIRST = 25;
/** The slowest first: that is where somebody has to call. */
const share = (row: ProgressRow): number =>
  row.total === 0 && !row.confirmations?.total ? 2 : (row.confirmations ? (row.confirmations.confirmed + row.confirmations.settled) / Math.max(1, row.confirmations.total) : row.done / Math.max(1, row.total));

/** `opened`: whoever has no work then owes nothing in this step. */
export function ProgressRows({ rows, opened, onEnter }: { rows: readonly ProgressRow[]; opened: boolean; onEnter: (unit: UnitRef) => void }) {
  const t = useTranslate();
  const [all, setAll] = useState(false);
  if (rows.length === 0) return <Typography sx={{ color: 'text.secondary' }}>{t('mua.progress.none')}</Typography>;
  const sorted = [...rows].sort((a, b) => b.overdue - a.overdue || share(a) - share(b));
  return (
    <>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {(all ? sorted : sorted.slice(0, FIRST)).map((row) => {
          const deeper = row.className === undefined && (row.unit.tier !== 'school' || row.confirmations !== undefined);
          const name = row.className ? t('mua.class', { name: row.className }) : row.unit.name;
          return (
            <Box component="li" key={row.unit.id + (row.className ?? '')} sx={{ py: 1, borderTop: 1, borderColor: 'divider', display: 'grid', gap: { xs: 0.5, sm: 2 }, gridTemplateColumns: { xs: '1fr', sm: 'minmax(0,2fr) minmax(0,3fr)' } }}>
              {deeper ? (
                <Link component="button" sx={{ textAlign: 'start', fontWeight: 600, display: 'inline-flex', alignItems: 'center', justifySelf: 'start' }} onClick={() => onEnter(row.unit)}>
                  {name}<ChevronIcon fontSize="small" />
                </Link>
              ) : (
                <Typography sx={{ fontWeight: 600 }}>{name}</Typography>
              )}
              <div>
                {row.total > 0 && <Meter parts={workParts(t, row)} total={row.total} label={name} />}
                {row.confirmations && row.confirmations.total > 0 && <Meter parts={confirmationParts(t, row.confirmations)} total={row.confirmations.total} label={`${name}: ${t('mua.progress.families')}`} />}
                {row.total === 0 && !row.confirmations?.total && <Typography variant="body2" sx={{ color: 'text.secondary' }}>{t(opened ? 'mua.progress.owesNothing' : 'mua.progress.notOpened')}</Typography>}
              </div>
            </Box>
          );
        })}
      </Box>
      {!all && sorted.length > FIRST && <Button onClick={() => setAll(true)}>{t('mua.showAll', { count: sorted.length })}</Button>}
    </>
  );
}
