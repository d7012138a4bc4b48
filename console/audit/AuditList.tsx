import { Box } from '@mui/material';
import { useTranslate } from 'ra-core';
import { DataTable, TextInput } from 'ra-ui-materialui';
import { paths } from '../provider/paths.ts';
import type { AuditEntry, AuditHead } from '../provider/records.ts';
import { useApi } from '../provider/use-api.ts';
import { Empty } from '../shown/Empty.tsx';
import { Facts } from '../shown/Facts.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Records } from '../shown/Records.tsx';
import { Rows } from '../shown/Rows.tsx';
import { Search } from '../shown/Search.tsx';
import { momentText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import { who } from './who.ts';

export const hash = (value: string) => <Box component="code" sx={{ fontSize: '0.875rem', wordBreak: 'break-all' }}>{value}</Box>;

/** What was decided, by whom, for whom; and the signed head under which nothing can be changed unseen. */
export function AuditList() {
  const t = useTranslate();
  const locale = useLanguage();
  const head = useApi<AuditHead>(paths.auditHead()).data;
  const filters = [<Search key="q" source="q" alwaysOn />, <TextInput key="action" source="action" label={t('mua.field.action')} alwaysOn />, <TextInput key="subjectType" source="subjectType" label={t('mua.field.subject')} />];
  return (
    <Page title={t('resources.audit.name', { smart_count: 2 })} intro={t('mua.audit.intro')}>
      {head && (
        <Panel title={t('mua.audit.head')}>
          <Facts columns={2} of={[[t('mua.audit.size'), head.size.toLocaleString('vi')], [t('mua.audit.signedAt'), momentText(head.signedAt, locale)], [t('mua.audit.root'), hash(head.root)], [t('mua.audit.key'), hash(head.keyId)]]} />
        </Panel>
      )}
      <Records resource="audit" filters={filters} sort={{ field: 'id', order: 'DESC' }}>
        <Rows<AuditEntry> main="action" empty={<Empty title={t('mua.none')} hint={t('mua.noneHint')} />} primary={(one) => one.action} secondary={(one) => `${who(one, t)} · ${momentText(one.at, locale)}`}>
          <DataTable.Col source="id" label={t('mua.audit.number')} />
          <DataTable.Col source="at" label={t('mua.field.at')} disableSort render={(one: AuditEntry) => momentText(one.at, locale)} />
          <DataTable.Col source="actor" label={t('mua.field.by')} disableSort render={(one: AuditEntry) => who(one, t)} />
          <DataTable.Col source="action" label={t('mua.field.action')} disableSort />
          <DataTable.Col source="subjectType" label={t('mua.field.subject')} disableSort />
          <DataTable.Col source="unit" label={t('mua.field.unit')} disableSort render={(one: AuditEntry) => one.unit?.name ?? ''} />
        </Rows>
      </Records>
    </Page>
  );
}
