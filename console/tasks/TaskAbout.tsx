import { Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { Task } from '../provider/records.ts';
import { Facts } from '../shown/Facts.tsx';
import { Panel } from '../shown/Panel.tsx';
import { useClause, useText } from '../shown/use-text.ts';

/** For people without education experience: why, on which legal basis, how, and what if it is late (facts.md, failure 5). */
export function TaskAbout({ task }: { task: Task }) {
  const t = useTranslate();
  const text = useText();
  const cited = useClause();
  return (
    <Panel title={t('mua.task.about')}>
      <Typography sx={{ mb: 2 }}>{text(task.why)}</Typography>
      <Facts
        of={[
          [t('mua.task.how'), text(task.how)],
          [t('mua.task.ifLate'), text(task.ifLate)],
          [t('mua.task.legalBasis'), `${text(task.legalBasis)} (${cited(task.clause)})`],
          [t('mua.task.lead'), text(task.lead)],
          [t('mua.task.cooperating'), task.cooperating.map(text).join(', ')],
        ]}
      />
    </Panel>
  );
}
