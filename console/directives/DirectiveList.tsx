import { Button, Link } from '@mui/material';
import { useTranslate } from 'ra-core';
import { DataTable } from 'ra-ui-materialui';
import { Link as RouterLink } from 'react-router-dom';
import { paths } from '../provider/paths.ts';
import type { Directive } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Records } from '../shown/Records.tsx';
import { Rows } from '../shown/Rows.tsx';
import { Search } from '../shown/Search.tsx';
import { dayText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';

export function DirectiveList() {
  const t = useTranslate();
  const locale = useLanguage();
  const create = useMay('directive.create');
  const file = (one: Directive) => one.file && <Link href={paths.file(one.file.id)} target="_blank" rel="noopener">{one.file.name}</Link>;
  return (
    <Page title={t('resources.directives.name', { smart_count: 2 })} intro={t('mua.directives.intro')} actions={create && <Button variant="contained" component={RouterLink} to="/directives/create">{t('mua.directive.new')}</Button>}>
      <Records resource="directives" filters={[<Search key="q" source="q" alwaysOn />]} sort={{ field: 'signedOn', order: 'DESC' }}>
        <Rows<Directive> rowClick={false} empty={<Empty title={t('mua.directives.none')} hint={t('mua.directives.noneHint')} />} primary={(one) => `${one.number} – ${one.title}`} secondary={(one) => <>{dayText(one.signedOn, locale)} · {one.signer} {file(one)}</>}>
          <DataTable.Col source="number" label={t('mua.directive.number')} />
          <DataTable.Col source="title" label={t('mua.directive.title')} disableSort />
          <DataTable.Col source="signedOn" label={t('mua.directive.signedOn')} render={(one: Directive) => dayText(one.signedOn, locale)} />
          <DataTable.Col source="signer" label={t('mua.directive.signer')} disableSort />
          <DataTable.Col source="file" label={t('mua.file.title')} disableSort render={file} />
        </Rows>
      </Records>
    </Page>
  );
}
