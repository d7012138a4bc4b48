import { Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { Task } from '../provider/records.ts';
import { Facts } from '../shown/Facts.tsx';
import { Panel } from '../shown/Panel.tsx';
import { useClause, useText } from '../shown/use-text.ts';

/** "Vì sao?": the rule, the facts and the clause that made this task overdue or moved it up. */
export function Explanation({ task: { explanation } }: { task: Task }) {
  const t = useTranslate();
  const text = useText();
  const cited = useClause();
  if (!explanation) return null;
  return (
    <Panel title={t('mua.task.whyLate')}>
      <Typography sx={{ mb: 1.5 }}>{text(explanation.rule)}</Typography>
      <Facts of={[...explanation.facts.map((fact): [string, string] => [text(fact.label), text(fact.value)]), [t('mua.task.clause'), cited(explanation.clause)]]} />
    </Panel>
  );
}
