import { useTranslate } from 'ra-core';
import { Link } from 'react-router-dom';
import { useApi } from '../provider/use-api.ts';
import { Empty } from '../shown/Empty.tsx';
import { Panel } from '../shown/Panel.tsx';
import { reviewPaths } from './paths.ts';
import type { InNone } from './records.ts';

/** Children who have left one school and whom no other has. */
export function InNonePanel() {
  const t = useTranslate();
  const rows = useApi<InNone[]>(reviewPaths.inNone()).data ?? [];
  return (
    <Panel title={t('mua.review.tab.none')}>
      {rows.length === 0 ? <Empty title={t('mua.review.noNone')} hint={t('mua.review.noNoneHint')} /> : (
        <ul>{rows.map((one) => <li key={one.id}><Link to={`/pupils/${one.id}/show`}>{one.fullName}</Link> · {one.code} · {t('mua.review.wasAt', { school: one.schoolName, name: one.className })}</li>)}</ul>
      )}
    </Panel>
  );
}
