import { useNotify, useTranslate } from 'ra-core';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Season } from '../provider/records.ts';
import { AskDialog } from '../shown/AskDialog.tsx';
import { useAction } from '../shown/use-action.ts';

export function SendBackDialog({ season, onClose }: { season: Season; onClose: () => void }) {
  const t = useTranslate();
  const notify = useNotify();
  const back = useAction<{ reason: string }>((body) => post(paths.seasonSendBack(season.id), body));
  const press = async (reason: string): Promise<void> => {
    if (!(await back.run({ reason }))) return;
    notify('mua.approval.sentBack', { type: 'success' });
    onClose();
  };
  return <AskDialog title={t('mua.approval.sendBack')} ask={t('mua.approval.reason')} confirm={t('mua.approval.sendBack')} busy={back.busy} error={back.error} onConfirm={(reason) => void press(reason)} onClose={onClose} />;
}
