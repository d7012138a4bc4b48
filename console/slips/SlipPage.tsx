import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Box, Button, MenuItem, Stack, TextField } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { useState } from 'react';
import { paths } from '../provider/paths.ts';
import type { Season, UnitRef } from '../provider/records.ts';
import { useSession } from '../provider/session.ts';
import { useApi } from '../provider/use-api.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { SchoolPick } from '../shown/SchoolPick.tsx';
import { ClassPasswords } from './ClassPasswords.tsx';

/** Confirmation slips by class, one pupil a page, as a PDF for the printer. */
export function SlipPage() {
  const t = useTranslate();
  const session = useSession();
  const own = session?.staff.unit;
  const [seasonId, setSeasonId] = useState('');
  const [chosen, setChosen] = useState<UnitRef | null>(null);
  const atSchool = own?.tier === 'school';
  const school = atSchool ? own : chosen;
  const { data: seasons = [] } = useGetList<Season>('seasons', { filter: { state: ['running', 'paused', 'launching'] }, pagination: { page: 1, perPage: 50 }, sort: { field: 'createdAt', order: 'DESC' } });
  const classes = useApi<{ className: string; pupils: number }[]>(school ? paths.classes(school.id) : null).data ?? [];
  const season = seasons.find((one) => one.id === seasonId) ?? seasons[0];
  const mine = session?.staff.className;
  const shown = mine ? classes.filter((one) => one.className === mine) : classes;
  return (
    <Page title={t('mua.nav.slips')} intro={t('mua.slips.intro')} rehearsal={season?.rehearsal ?? false}>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2} sx={{ mb: 2 }}>
        <TextField select fullWidth label={t('resources.seasons.name', { smart_count: 1 })} value={season?.id ?? ''} onChange={(event) => setSeasonId(event.target.value)}>
          {seasons.map((one) => <MenuItem key={one.id} value={one.id}>{one.title}</MenuItem>)}
        </TextField>
        {own && !atSchool && (
          <SchoolPick under={own} value={chosen} onChange={setChosen} />
        )}
      </Stack>
      <Panel title={t('mua.slips.classes')}>
        {(!season || shown.length === 0) && <Empty title={t(season ? 'mua.slips.none' : 'mua.slips.noSeason')} hint={t('mua.slips.noneHint')} />}
        {season && school && (
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(190px, 1fr))' }}>
            {shown.map((one) => (
              <li key={one.className}>
                <Button fullWidth variant="outlined" startIcon={<PrintIcon />} component="a" target="_blank" rel="noopener" href={paths.slips(season.id, school.id, one.className)}>
                  {t('mua.slips.class', { name: one.className, smart_count: one.pupils })}
                </Button>
              </li>
            ))}
          </Box>
        )}
      </Panel>
      {season && school && shown.length > 0 && <ClassPasswords seasonId={season.id} schoolId={school.id} classes={shown.map((one) => one.className)} />}
    </Page>
  );
}
