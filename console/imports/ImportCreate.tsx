import DownloadIcon from '@mui/icons-material/DownloadOutlined';
import { Autocomplete, Button, FormControl, FormControlLabel, FormLabel, MenuItem, Radio, RadioGroup, Stack, TextField, Typography } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { importKinds, importModes, importNeeds, importTakes } from '../../domain/import.ts';
import type { ImportKind, ImportMode } from '../../domain/import.ts';
import type { UnitRecord, UnitRef } from '../provider/records.ts';
import { useSession } from '../provider/session.ts';
import { FileDrop } from '../shown/FileDrop.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { importPaths } from './paths.ts';

const types = ['.xlsx', '.xls', '.csv'] as const;

/** Which list, for which unit, and the file; what follows is a dry run that writes nothing. */
export function ImportCreate() {
  const t = useTranslate();
  const session = useSession();
  const navigate = useNavigate();
  const own = session?.staff.unit;
  const kinds = importKinds.filter((kind) => importNeeds[kind].length === 0 || importNeeds[kind].some((action) => session?.abilities.includes(action)))
    .filter((kind) => own && (own.tier !== 'school' || importTakes(kind, 'school')));
  const [kind, setKind] = useState<ImportKind>('pupils');
  const [mode, setMode] = useState<ImportMode>('both');
  const [chosen, setChosen] = useState<UnitRef | null>(null);
  const [q, setQ] = useState('');
  const unit = chosen ?? (own && importTakes(kind, own.tier) ? own : null);
  const fits = unit !== null && importTakes(kind, unit.tier);
  const { data: found = [] } = useGetList<UnitRecord>('units', { filter: q ? { q } : {}, pagination: { page: 1, perPage: 20 }, sort: { field: 'code', order: 'ASC' } }, { enabled: own !== undefined && own.tier !== 'school' });
  const units: UnitRef[] = found.filter((one) => own && one.path.startsWith(own.path) && importTakes(kind, one.tier));
  return (
    <Page title={t('mua.imports.load')} intro={t('mua.imports.loadIntro')}>
      <Stack spacing={2} sx={{ maxWidth: 860 }}>
        <Panel title={t('mua.imports.what')}>
          <Stack spacing={2}>
            <TextField select fullWidth label={t('mua.imports.kindLabel')} value={kinds.includes(kind) ? kind : ''} onChange={(event) => setKind(event.target.value as ImportKind)} helperText={t(`mua.imports.about.${kind}`)}>
              {kinds.map((one) => <MenuItem key={one} value={one}>{t(`mua.imports.kind.${one}`)}</MenuItem>)}
            </TextField>
            {own && own.tier !== 'school' && (
              <Autocomplete fullWidth options={units} value={unit} filterOptions={(all) => all} onChange={(_, one) => setChosen(one)} onInputChange={(_, text, why) => { if (why === 'input') setQ(text); }}
                getOptionLabel={(one) => one.name} getOptionKey={(one) => one.id} isOptionEqualToValue={(a, b) => a.id === b.id} noOptionsText={t('mua.none')} renderInput={(input) => <TextField {...input} label={t('mua.imports.unit')} helperText={t('mua.imports.unitHint')} />} />
            )}
            <FormControl>
              <FormLabel id="import-mode">{t('mua.imports.modeLabel')}</FormLabel>
              <RadioGroup aria-labelledby="import-mode" value={mode} onChange={(_, value) => setMode(value as ImportMode)}>
                {importModes.toReversed().map((one) => <FormControlLabel key={one} value={one} control={<Radio />} label={t(`mua.imports.mode.${one}`)} />)}
              </RadioGroup>
            </FormControl>
          </Stack>
        </Panel>
        <Panel title={t('mua.imports.templates')}>
          <Typography sx={{ color: 'text.secondary', mb: 1.5 }}>{t('mua.imports.templatesHint')}</Typography>
          <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
            <Button variant="outlined" startIcon={<DownloadIcon />} disabled={!fits} component="a" href={unit ? importPaths.template(kind, unit.id) : ''} download>{t('mua.imports.template')}</Button>
            <Button variant="outlined" startIcon={<DownloadIcon />} disabled={!fits} component="a" href={unit ? importPaths.present(kind, unit.id) : ''} download>{t('mua.imports.present')}</Button>
          </Stack>
        </Panel>
        <Panel title={t('mua.imports.send')}>
          <FileDrop path={unit ? importPaths.upload(kind, mode, unit.id) : ''} only={types} keyed disabled={!fits} hint={t('mua.imports.dropHere')} label={t('mua.imports.choose')} onDone={(answer) => void navigate(`/imports/${(answer as { id: string }).id}/show`)} />
        </Panel>
      </Stack>
    </Page>
  );
}
