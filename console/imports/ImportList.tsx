import UploadIcon from '@mui/icons-material/UploadFileOutlined';
import { Button, Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import { DataTable, SelectInput } from 'ra-ui-materialui';
import { Link } from 'react-router-dom';
import { importKinds, importStates } from '../../domain/import.ts';
import { useSession } from '../provider/session.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Records } from '../shown/Records.tsx';
import { Rows } from '../shown/Rows.tsx';
import { momentText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import { ImportStateChip } from './ImportStateChip.tsx';
import type { ImportRecord } from './records.ts';

/** Lists that were loaded, newest first. */
export function ImportList() {
  const t = useTranslate();
  const locale = useLanguage();
  const session = useSession();
  const may = session?.abilities.includes('import.run') ?? false;
  const load = may ? <Button variant="contained" startIcon={<UploadIcon />} component={Link} to="/imports/create">{t('mua.imports.load')}</Button> : undefined;
  const filters = [
    <SelectInput key="kind" source="kind" alwaysOn label={t('mua.imports.kindLabel')} choices={importKinds.map((id) => ({ id, name: `mua.imports.kind.${id}` }))} />,
    <SelectInput key="state" source="state" alwaysOn label={t('mua.field.state')} choices={importStates.map((id) => ({ id, name: `mua.imports.state.${id}` }))} />,
  ];
  return (
    <Page title={t('resources.imports.name', { smart_count: 2 })} intro={t('mua.imports.intro')} actions={load}>
      <Records resource="imports" filters={filters} sort={{ field: 'createdAt', order: 'DESC' }}>
        <Rows<ImportRecord> empty={<Empty title={t('mua.imports.none')} hint={t('mua.imports.noneHint')} action={load} />} primary={(one) => t(`mua.imports.kind.${one.kind}`)}
          secondary={(one) => <Stack component="span" direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', mt: 0.5 }}><ImportStateChip state={one.state} /><span>{one.file.name}</span><span>{momentText(one.createdAt, locale)}</span></Stack>}>
          <DataTable.Col source="kind" label={t('mua.imports.kindLabel')} render={(one: ImportRecord) => t(`mua.imports.kind.${one.kind}`)} />
          <DataTable.Col source="file" label={t('mua.imports.file')} disableSort render={(one: ImportRecord) => one.file.name} />
          <DataTable.Col source="unit" label={t('mua.field.unit')} disableSort render={(one: ImportRecord) => one.unit.name} />
          <DataTable.Col source="state" label={t('mua.field.state')} render={(one: ImportRecord) => <ImportStateChip state={one.state} />} />
          <DataTable.Col source="rowsTotal" label={t('mua.imports.rows')} disableSort render={(one: ImportRecord) => one.rowsTotal.toLocaleString('vi')} />
          <DataTable.Col source="createdBy" label={t('mua.field.by')} disableSort render={(one: ImportRecord) => one.createdBy?.name ?? ''} />
          <DataTable.Col source="createdAt" label={t('mua.imports.at')} render={(one: ImportRecord) => momentText(one.createdAt, locale)} />
        </Rows>
      </Records>
    </Page>
  );
}
