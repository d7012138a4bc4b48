import { Button, Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useTranslate } from 'ra-core';
import { Link, useParams } from 'react-router-dom';
import { RevealButton } from '../identity/RevealDialog.tsx';
import { useMay, useSession } from '../provider/session.ts';
import { useItem } from '../provider/use-api.ts';
import type { Pupil } from '../provider/records.ts';
import { PupilEditPanel } from '../review/PupilEditPanel.tsx';
import { Facts } from '../shown/Facts.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { dayText, momentText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';

export function PupilShow() {
  const t = useTranslate();
  const locale = useLanguage();
  const session = useSession();
  const { id = '' } = useParams();
  const edit = useMay('pupil.edit');
  const own = useSession()?.staff.unit.path;
  const { data: pupil, error } = useItem<Pupil>('pupils', id);
  if (error) return <Page title={t('resources.pupils.name', { smart_count: 1 })}><Problem error={error} /></Page>;
  if (!pupil) return <Loading />;
  return (
    <Page title={pupil.fullName} intro={`${t('mua.class', { name: pupil.className })} · ${pupil.school.name}`}
      actions={session?.abilities.includes('identity.read') ? <Button component={Link} to={`/identity/${pupil.id}/show`}>{t('mua.identity.open')}</Button> : undefined}>
      <Stack spacing={2}>
        <Panel title={t('mua.pupils.data')} action={session?.abilities.includes('number.reveal') && pupil.personalNumber ? <RevealButton pupilId={pupil.id} /> : undefined}>
          <Facts columns={2} of={[
            [t('mua.field.pupilCode'), pupil.code],
            [t('mua.slip.birthDate'), dayText(pupil.birthDate, locale)],
            [t('mua.slip.sex'), t(`mua.sex.${pupil.sex}`)],
            [t('mua.slip.ethnicity'), pupil.ethnicity],
            [t('mua.slip.birthPlace'), pupil.birthPlace],
            [t('mua.slip.personalNumber'), pupil.personalNumber ?? t('mua.pupils.noNumber')],
            [t('mua.slip.permanentAddress'), pupil.permanentAddress],
            [t('mua.slip.currentAddress'), pupil.currentAddress],
            [t('mua.slip.guardianName'), pupil.guardianName],
            [t('mua.slip.guardianPhone'), pupil.guardianPhone],
            [t('ra.auth.email'), pupil.guardianEmail],
          ]} />
        </Panel>
        {edit && pupil.school.path === own && pupil.standing === 'enrolled' && <PupilEditPanel key={pupil.version} pupil={pupil} />}
        {pupil.history && pupil.history.length > 0 && (
          <Panel title={t('mua.pupils.history')}>
            <TableContainer tabIndex={0}>
              <Table size="small">
                <TableHead><TableRow>{['mua.field.field', 'mua.field.before', 'mua.field.after', 'mua.field.by', 'mua.field.at'].map((key) => <TableCell key={key}>{t(key)}</TableCell>)}</TableRow></TableHead>
                <TableBody>
                  {pupil.history.map((one) => (
                    <TableRow key={`${one.field}-${one.at}`}>
                      <TableCell>{t(`mua.slip.${one.field}`)}</TableCell>
                      <TableCell><s>{one.before}</s></TableCell>
                      <TableCell><strong>{one.after}</strong></TableCell>
                      <TableCell>{one.by?.name ?? t('mua.system')}</TableCell>
                      <TableCell>{momentText(one.at, locale)}</TableCell>
                    </TableRow>
                  ))}
                </TableBody>
              </Table>
            </TableContainer>
          </Panel>
        )}
      </Stack>
    </Page>
  );
}
