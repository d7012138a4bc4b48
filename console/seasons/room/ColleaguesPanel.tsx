import { Autocomplete, Button, FormControlLabel, Stack, Switch, TextField, Typography } from '@mui/material';
import { useGetList, useNotify, useTranslate } from 'ra-core';
import { useRef, useState } from 'react';
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
  const notify = useNotify();
  const may = useMay('season.rehearse');
  const picker = useRef<HTMLInputElement>(null);
  const colleagues = season.colleagues ?? { ...usualColleagues, enabled: false };
  const [q, setQ] = useState('');
  const [unit, setUnit] = useState<UnitRecord | null>(null);
  const { data: units = [] } = useGetList<UnitRecord>('units', { filter: q ? { q } : {}, pagination: { page: 1, perPage: 20 }, sort: { field: 'code', order: 'ASC' } });
  const set = useAction<Colleagues>((body) => put(paths.seasonColleagues(season.id), body));
  const take = useAction<{ unitCode: string }>((body) => post(paths.seasonTake(season.id), body));
  /** Ready for the next unit at once: the picker is emptied and keeps the focus. */
  const taking = async ({ code, name }: UnitRecord): Promise<void> => {
    if (!(await take.run({ unitCode: code }))) return;
    setUnit(null);
    setQ('');
    notify('mua.colleagues.took', { type: 'success', messageArgs: { name } });
    picker.current?.focus();
  };
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
          <Autocomplete fullWidth size="small" options={units} value={unit} onChange={(_, chosen) => setUnit(chosen)} onInputChange={(_, text, why) => { if (why === 'input') setQ(text); else if (why !== 'reset' && why !== 'selectOption') setQ(''); }} filterOptions={(all) => all} noOptionsText={t('mua.colleagues.noUnit')}
            getOptionLabel={(one) => `${one.name} (${one.code})`} isOptionEqualToValue={(a, b) => a.id === b.id} renderInput={(input) => <TextField {...input} inputRef={picker} label={t('mua.colleagues.unit')} />} />
          <Button disabled={!unit || take.busy} onClick={() => unit && void taking(unit)}>{t('mua.colleagues.take')}</Button>
        </Stack>
      )}
      <Problem error={set.error ?? take.error} />
    </Panel>
  );
}
