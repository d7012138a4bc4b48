import { Autocomplete, Button, FormControlLabel, Stack, Switch, TextField, Typography } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { useState } from 'react';
import { post, put } from '../../provider/http.ts';
import { paths } from '../../provider/paths.ts';
import type { Colleagues, Season, UnitRecord } from '../../provider/records.ts';
import { useMay } from '../../provider/session.ts';
import { Panel } from '../../shown/Panel.tsx';
import { Problem } from '../../shown/Problem.tsx';
import { useAction } from '../../shown/use-action.ts';
import { usualColleagues } from '../usual-colleagues.ts';

/** In a rehearsal, simulated colleagues work for every unit but those that real people took. */
export function ColleaguesPanel({ season }: { season: Season }) {
  const t = useTranslate();
  const may = useMay('season.rehearse');
  const colleagues = season.colleagues ?? { ...usualColleagues, enabled: false };
  const [q, setQ] = useState('');
  const [unit, setUnit] = useState<UnitRecord | null>(null);
  const { data: units = [] } = useGetList<UnitRecord>('units', { filter: q ? { q } : {}, pagination: { page: 1, perPage: 20 }, sort: { field: 'code', order: 'ASC' } });
  const set = useAction<Colleagues>((body) => put(paths.seasonColleagues(season.id), body));
  const take = useAction<{ unitCode: string }>((body) => post(paths.seasonTake(season.id), body));
  const over = season.state === 'finished' || season.state === 'cancelled';
  return (
    <Panel title={t('mua.colleagues.title')}>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>{t('mua.colleagues.hint')}</Typography>
      <Stack>
        <FormControlLabel label={t('mua.colleagues.staff')} disabled={!may || set.busy || over} control={<Switch checked={colleagues.enabled} onChange={(event) => void set.run({ ...colleagues, enabled: event.target.checked })} />} />
        <FormControlLabel label={t('mua.colleagues.parents')} disabled={!may || set.busy || over} control={<Switch checked={colleagues.parents} onChange={(event) => void set.run({ ...colleagues, parents: event.target.checked })} />} />
      </Stack>
      <Typography variant="body2">{t('mua.colleagues.taken')}: {colleagues.takenUnitCodes.join(', ') || t('mua.colleagues.noneTaken')}</Typography>
      {!over && (
        <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
          <Autocomplete fullWidth size="small" options={units} value={unit} onChange={(_, chosen) => setUnit(chosen)} onInputChange={(_, text) => setQ(text)} filterOptions={(all) => all}
            getOptionLabel={(one) => `${one.name} (${one.code})`} isOptionEqualToValue={(a, b) => a.id === b.id} renderInput={(input) => <TextField {...input} label={t('mua.colleagues.unit')} />} />
          <Button disabled={!unit || take.busy} onClick={() => unit && void take.run({ unitCode: unit.code })}>{t('mua.colleagues.take')}</Button>
        </Stack>
      )}
      <Problem error={set.error ?? take.error} />
    </Panel>
  );
}
