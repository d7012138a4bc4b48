import { Alert, Box, Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useParams } from 'react-router-dom';
import { paths } from '../provider/paths.ts';
import type { AuditEntry, AuditProof } from '../provider/records.ts';
import { useApi, useItem } from '../provider/use-api.ts';
import { Facts } from '../shown/Facts.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { momentText } from '../shown/time.ts';
import type { Locale } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import { hash } from './AuditList.tsx';
import { who } from './who.ts';

/** Instants are kept as milliseconds, which no person reads. */
const instants = new Set(['seasonAt', 'dueAt', 'lapsesAt']);
const readable = (key: string, value: unknown, locale: Locale): unknown => (instants.has(key) && typeof value === 'number' ? momentText(value, locale) : value);

/** One decision and the proof that it stands in the signed tree. */
export function AuditShow() {
  const t = useTranslate();
  const locale = useLanguage();
  const { id = '' } = useParams();
  const { data: one, error } = useItem<AuditEntry>('audit', id);
  const proof = useApi<AuditProof>(one && one.leafIndex !== null ? paths.auditProof(id) : null);
  if (error) return <Page title={t('resources.audit.name', { smart_count: 1 })}><Problem error={error} /></Page>;
  if (!one) return <Loading />;
  return (
    <Page title={`${one.action} · ${one.id}`} intro={momentText(one.at, locale)}>
      <Stack spacing={2}>
        <Panel title={t('mua.audit.what')}>
          <Facts columns={2} of={[[t('mua.field.by'), who(one, t)], [t('mua.field.unit'), one.unit?.name], [t('mua.field.subject'), `${one.subjectType} ${one.subjectId}`]]} />
          <Box component="pre" tabIndex={0} sx={{ overflow: 'auto', p: 2, mt: 2, borderRadius: 2, bgcolor: 'action.hover', fontSize: '0.875rem' }}>{JSON.stringify(one.details, (key, value: unknown) => readable(key, value, locale), 2)}</Box>
        </Panel>
        <Panel title={t('mua.audit.proof')}>
          {one.leafIndex === null && <Alert severity="info">{t('mua.audit.notYet')}</Alert>}
          <Problem error={proof.error} />
          {proof.data && (
            <>
              <Alert severity={proof.data.holds ? 'success' : 'error'} sx={{ mb: 2 }}>{t(proof.data.holds ? 'mua.audit.holds' : 'mua.audit.broken')}</Alert>
              <Facts of={[[t('mua.audit.leaf'), hash(`${proof.data.leafIndex}: ${proof.data.leafHash}`)], [t('mua.audit.path'), proof.data.path.map((step, index) => <div key={`${index}-${step}`}>{hash(step)}</div>)], [t('mua.audit.root'), hash(proof.data.head.root)], [t('mua.audit.signature'), hash(proof.data.head.signature)]]} />
            </>
          )}
        </Panel>
      </Stack>
    </Page>
  );
}
