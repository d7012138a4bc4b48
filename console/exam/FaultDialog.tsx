import { Link } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { Link as RouterLink } from 'react-router-dom';
import { post } from '../provider/http.ts';
import type { UnitRef } from '../provider/records.ts';
import { AskDialog } from '../shown/AskDialog.tsx';
import { useAction } from '../shown/use-action.ts';
import { examPaths } from './paths.ts';
import type { SlipRow } from './records.ts';

/** What the pupil found wrong on paper: the slip waits for the correction and is printed again. */
export function FaultDialog({ school, className, slip, onClose }: { school: UnitRef; className: string; slip: SlipRow; onClose: () => void }) {
  const t = useTranslate();
  const notify = useNotify();
  const fault = useAction<{ correction: string }>((body) => post(examPaths.moveSlips(), { schoolId: school.id, className, pupilIds: [slip.pupilId], action: 'fault', ...body }));
  const press = async (correction: string): Promise<void> => {
    if (!(await fault.run({ correction }))) return;
    notify('mua.exam.faultNoted', { type: 'success', messageArgs: { name: slip.fullName } });
    onClose();
  };
  return (
    <AskDialog title={t('mua.exam.faultOf', { name: slip.fullName })} ask={t('mua.exam.correction')} confirm={t('mua.exam.faultSave')} busy={fault.busy} error={fault.error} onConfirm={(words) => void press(words)} onClose={onClose}
      hint={<>{t('mua.exam.faultHint')} <Link component={RouterLink} to={`/pupils/${slip.pupilId}/show`}>{t('mua.exam.openPupil')}</Link></>} />
  );
}
