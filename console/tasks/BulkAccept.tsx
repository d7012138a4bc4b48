import DoneAllIcon from '@mui/icons-material/DoneAll';
import { Button } from '@mui/material';
import { useListContext, useNotify, useTranslate } from 'ra-core';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import { useAction } from '../shown/use-action.ts';
import { Problem } from '../shown/Problem.tsx';

type Outcome = { id: string; ok: boolean; error?: { message: string } };

/** Accepts what is selected; each is decided on its own, so some may be refused. */
export function BulkAccept() {
  const t = useTranslate();
  const notify = useNotify();
  const { selectedIds, onUnselectItems } = useListContext();
  const accept = useAction<{ ids: readonly unknown[] }, Outcome[]>((body, key) => post(paths.tasksAccept(), body, key));
  const press = async (): Promise<void> => {
    const outcomes = await accept.run({ ids: selectedIds });
    if (!outcomes) return;
    const refused = outcomes.filter((one) => !one.ok);
    const accepted = outcomes.length - refused.length;
    notify(
      refused.length === 0 ? 'mua.tasks.accepted' : 'mua.tasks.acceptedSome',
      { type: refused.length === 0 ? 'success' : 'warning', messageArgs: { accepted, refused: refused.length, why: refused[0]?.error?.message ?? '' } },
    );
    onUnselectItems();
  };
  return (
    <>
      <Button size="small" startIcon={<DoneAllIcon />} disabled={accept.busy} onClick={() => void press()}>
        {t('mua.task.acceptMany')}
      </Button>
      <Problem error={accept.error} />
    </>
  );
}
