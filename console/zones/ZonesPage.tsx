import { Alert, Button, Stack, Tab, Tabs, TextField } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { localDateOf } from '../../domain/instant.ts';
import { post } from '../provider/http.ts';
import type { Season } from '../provider/records.ts';
import { useSession } from '../provider/session.ts';
import { useApi } from '../provider/use-api.ts';
import { Loading } from '../shown/Loading.tsx';
import { Page } from '../shown/Page.tsx';
import { Problem } from '../shown/Problem.tsx';
import { usePlanAction } from './use-plan-action.ts';
import { ChecksList } from './ChecksList.tsx';
import { ComparePanel } from './ComparePanel.tsx';
import { zonePaths } from './paths.ts';
import { PlanPanel } from './PlanPanel.tsx';
import { ProvincePlans } from './ProvincePlans.tsx';
import { QuotaTable } from './QuotaTable.tsx';
import type { PlanDetail, Zoning } from './records.ts';
import { SeatsTable } from './SeatsTable.tsx';
import { useMoves } from './use-moves.ts';
import { WhatIfPanel } from './WhatIfPanel.tsx';
import { ZoneTable } from './ZoneTable.tsx';

/** Zones and quotas of a year (HP-2023 step 5): the Sở sees all units, a middle unit draws, a school looks and comments. */
export function ZonesPage() {
  const t = useTranslate();
  const session = useSession();
  const [search, setSearch] = useSearchParams();
  const { data: seasons = [], isPending } = useGetList<Season>('seasons', { filter: { state: ['running', 'paused', 'finished'] }, pagination: { page: 1, perPage: 1 }, sort: { field: 'createdAt', order: 'DESC' } });
  const asked = useApi<PlanDetail>(search.get('plan') === null ? null : zonePaths.plan(search.get('plan') ?? '')).data;
  const [chosen, setChosen] = useState<number | null>(null);
  const year = chosen ?? asked?.year ?? seasons[0]?.year ?? Number(localDateOf(Date.now()).slice(0, 4));
  const own = session?.staff.unit;
  const unitId = search.get('unit') ?? asked?.unit.id ?? (own?.tier === 'district' || own?.tier === 'commune' ? own.id : null);
  const above = useApi<{ id: string; parentId: string | null }>(own?.tier === 'school' && unitId === null ? `/api/units/${own.id}` : null).data?.parentId ?? null;
  const shown = unitId ?? above;
  if (!session || isPending) return <Loading />;
  return (
    <Page title={t('mua.zones.title')} intro={t('mua.zones.intro')} actions={<TextField type="number" size="small" label={t('mua.field.year')} value={year} onChange={(event) => setChosen(Number(event.target.value) || year)} sx={{ width: 110 }} />}>
      {shown === null ? <ProvincePlans year={year} onOpen={(id) => setSearch({ unit: id })} /> : <UnitZones key={`${shown}/${year}`} unitId={shown} year={year} onBack={own?.tier === 'province' ? () => setSearch({}) : null} />}
    </Page>
  );
}

const tabs = ['drawing', 'seatsTab', 'checks', 'quotasTab', 'approval', 'lastYear'] as const;

function UnitZones({ unitId, year, onBack }: { unitId: string; year: number; onBack: (() => void) | null }) {
  const t = useTranslate();
  const { data: zoning, error } = useApi<Zoning>(zonePaths.table(unitId, year));
  if (error) return <Problem error={error} />;
  if (!zoning) return <Loading />;
  return (
    <Stack spacing={2}>
      {onBack && <div><Button onClick={onBack}>← {t('mua.zones.allUnits')}</Button></div>}
      <Drawing zoning={zoning} />
    </Stack>
  );
}

function Drawing({ zoning }: { zoning: Zoning }) {
  const t = useTranslate();
  const moves = useMoves(zoning);
  const [tab, setTab] = useState<(typeof tabs)[number]>('drawing');
  const copy = usePlanAction<{ unitId: string; year: number }>((body, key) => post(zonePaths.copy(), body, key));
  const mayMove = zoning.mayEdit || (zoning.plan?.can.includes('change-frozen') ?? false);
  return (
    <>
      <Tabs value={tab} onChange={(_, next: (typeof tabs)[number]) => setTab(next)} variant="scrollable" allowScrollButtonsMobile aria-label={t('mua.zones.title')}>
        {tabs.map((one) => <Tab key={one} value={one} label={`${t(`mua.zones.${one}`)}${one === 'checks' && zoning.findings.length > 0 ? ` (${zoning.findings.length})` : ''}`} />)}
      </Tabs>
      {tab === 'drawing' && (
        <Stack spacing={2}>
          {zoning.mayEdit && zoning.zones.length === 0 && <Alert severity="info" action={<Button onClick={() => void copy.run({ unitId: zoning.unit.id, year: zoning.year })}>{t('mua.zones.copy')}</Button>}>{t('mua.zones.copyHint')}</Alert>}
          <Problem error={copy.error} />
          {mayMove && <Alert severity="info">{t('mua.zones.keys')}</Alert>}
          <WhatIfPanel zoning={zoning} moves={moves} />
          <ZoneTable zoning={zoning} moves={moves} readOnly={!mayMove} />
        </Stack>
      )}
      {tab === 'seatsTab' && <SeatsTable seats={zoning.seats} schools={zoning.schools} />}
      {tab === 'checks' && <ChecksList zoning={zoning} />}
      {tab === 'quotasTab' && <QuotaTable zoning={zoning} />}
      {tab === 'approval' && (zoning.plan ? <PlanPanel zoning={zoning} plan={zoning.plan} /> : <Alert severity="info">{t('mua.zones.notBegun')}</Alert>)}
      {tab === 'lastYear' && <ComparePanel zoning={zoning} />}
    </>
  );
}
