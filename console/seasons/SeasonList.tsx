import AddIcon from '@mui/icons-material/PlayArrowOutlined';
import { Button, Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import { DataTable, SelectInput } from 'ra-ui-materialui';
import { Link } from 'react-router-dom';
import { seasonStates } from '../../domain/season.ts';
import type { Season } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Records } from '../shown/Records.tsx';
import { RehearsalChip } from '../shown/RehearsalChip.tsx';
import { Rows } from '../shown/Rows.tsx';
import { Search } from '../shown/Search.tsx';
import { StateChip } from '../shown/StateChip.tsx';
import { Meter } from '../shown/Meter.tsx';
import { totals } from './deadlines.ts';
import { RehearseButton } from './RehearseButton.tsx';
import { workParts } from './room/progress-parts.ts';

export function SeasonList() {
  const t = useTranslate();
  const prepare = useMay('season.prepare');
  const filters = [
    <Search key="q" source="q" alwaysOn />,
    <SelectInput key="state" source="state[0]" alwaysOn label={t('mua.field.state')} choices={seasonStates.map((id) => ({ id, name: `mua.state.season.${id}` }))} />,
  ];
  return (
    <Page
      title={t('resources.seasons.name', { smart_count: 2 })}
      intro={t('mua.seasons.intro')}
      actions={
        <>
          <RehearseButton />
          {prepare && <Button variant="contained" startIcon={<AddIcon />} component={Link} to="/seasons/create">{t('mua.wizard.launch')}</Button>}
        </>
      }
    >
      <Records resource="seasons" filters={filters} sort={{ field: 'createdAt', order: 'DESC' }}>
        <Rows<Season>
          empty={<Empty title={t('mua.seasons.none')} hint={t('mua.seasons.noneHint')} />}
          primary={(season) => season.title}
          secondary={(season) => (
            <Stack component="span" direction="row" spacing={1} useFlexGap sx={{ mt: 0.5, flexWrap: 'wrap' }}>
              <StateChip of="season" state={season.state} />
              {season.rehearsal && <RehearsalChip />}
            </Stack>
          )}
        >
          <DataTable.Col source="title" label={t('mua.field.season')} render={(season: Season) => <Stack direction="row" spacing={1} sx={{ alignItems: 'center', fontWeight: 600 }}><span>{season.title}</span>{season.rehearsal && <RehearsalChip />}</Stack>} />
          <DataTable.Col source="year" label={t('mua.field.year')} />
          <DataTable.Col source="state" label={t('mua.field.state')} render={(season: Season) => <StateChip of="season" state={season.state} />} />
          <DataTable.Col source="steps" label={t('mua.room.work')} disableSort render={(season: Season) => <SeasonWork season={season} />} />
          <DataTable.Col source="preparedBy" label={t('mua.field.preparedBy')} disableSort render={(season: Season) => season.preparedBy?.name ?? ''} />
          <DataTable.Col source="approvedBy" label={t('mua.field.approvedBy')} disableSort render={(season: Season) => season.approvedBy?.name ?? ''} />
        </Rows>
      </Records>
    </Page>
  );
}

function SeasonWork({ season }: { season: Season }) {
  const t = useTranslate();
  const sum = totals(season.steps);
  if (sum.total === 0) return <>–</>;
  return (
    <Stack sx={{ minWidth: 140 }}>
      <span>{sum.done.toLocaleString('vi')} / {sum.total.toLocaleString('vi')}</span>
      <Meter parts={workParts(t, sum)} total={sum.total} label={season.title} quiet />
    </Stack>
  );
}
