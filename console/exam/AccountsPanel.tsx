import { Button, Stack } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { accountLooks } from '../../domain/identity.ts';
import { post } from '../provider/http.ts';
import type { UnitRef } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { useApi } from '../provider/use-api.ts';
import { Empty } from '../shown/Empty.tsx';
import { Loading } from '../shown/Loading.tsx';
import { LookChips } from '../shown/LookChips.tsx';
import { Meter } from '../shown/Meter.tsx';
import { Paging } from '../shown/Paging.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { AccountRows } from './AccountRows.tsx';
import { HandOverClasses } from './HandOverClasses.tsx';
import { examPaths } from './paths.ts';
import type { Accounts, Issued } from './records.ts';

/** The accounts of a school: equal to the sector database's number, or a temporary code until one comes (HP-SYNC-2023, accounts). */
export function AccountsPanel({ school, only, onLook }: { school: UnitRef; only: string | null; onLook: (only: string | null) => void }) {
  const t = useTranslate();
  const notify = useNotify();
  const may = useMay('exam.work');
  const [offset, setOffset] = useState(0);
  const look = accountLooks.find((one) => one === only) ?? null;
  const { data, error } = useApi<Accounts>(examPaths.accounts(school.id, look, null, offset));
  const issue = useAction<{ schoolId: string }, Issued>((body) => post(examPaths.issue(), body));
  if (error) return <Problem error={error} />;
  if (!data) return <Loading />;
  if (data.pupils === 0) return <Empty title={t('mua.exam.noPupils')} hint={t('mua.exam.noPupilsHint')} />;
  const counts = { missing: data.pupils - data.issued, generated: data.generated, differing: data.differing, 'not-handed-over': data.issued - data.handedOver };
  const parts = [
    { label: t('mua.exam.handedOver'), count: data.handedOver, color: 'success.main' }, { label: t('mua.exam.issuedOnly'), count: counts['not-handed-over'], color: 'info.main' }, { label: t('mua.exam.look.missing'), count: counts.missing, color: 'warning.main' },
  ];
  const press = async (): Promise<void> => {
    const done = await issue.run({ schoolId: school.id });
    if (done) notify('mua.exam.issued', { type: 'success', messageArgs: done });
  };
  const pick = (key: string | null): void => {
    setOffset(0);
    onLook(key);
  };
  return (
    <Stack spacing={2}>
      <Panel title={t('mua.exam.accountsState')} action={may && <Button variant="contained" disabled={issue.busy} onClick={() => void press()}>{t(counts.missing > 0 ? 'mua.exam.issue' : 'mua.exam.align')}</Button>}>
        <Meter label={t('mua.exam.accountsState')} total={data.pupils} parts={parts} />
        <Problem error={issue.error} />
      </Panel>
      <HandOverClasses school={school} classes={data.classes} />
      <Panel title={t('mua.exam.pupils')}>
        <Stack spacing={1.5}>
          <LookChips label={t('mua.exam.looks')} value={look} onPick={pick} looks={[{ key: null, label: t('mua.exam.look.all'), count: data.pupils }, ...accountLooks.filter((key) => counts[key] > 0 || key === look).map((key) => ({ key, label: t(`mua.exam.look.${key}`), count: counts[key] }))]} />
          {data.rows.length === 0 ? <Empty title={t('mua.exam.noneSuch')} hint={t('mua.exam.noneSuchHint')} /> : <AccountRows rows={data.rows} />}
          <Paging offset={offset} size={100} total={data.total} onGo={setOffset} />
        </Stack>
      </Panel>
    </Stack>
  );
}
