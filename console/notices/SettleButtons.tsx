import { Button, Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Notice } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';

/** The gateway's answer was lost: only a person can say whether it arrived or goes again. */
export function SettleButtons({ notice }: { notice: Notice }) {
  const t = useTranslate();
  const may = useMay('notice.settle');
  const settle = useAction<{ as: 'sent' | 'again' }>((body) => post(paths.noticeSettle(notice.id), body));
  if (!may) return null;
  return (
    <Stack direction="row" spacing={1} onClick={(event) => event.stopPropagation()}>
      <Button size="small" disabled={settle.busy} onClick={() => void settle.run({ as: 'sent' })}>{t('mua.notices.arrived')}</Button>
      <Button size="small" disabled={settle.busy} onClick={() => void settle.run({ as: 'again' })}>{t('mua.notices.again')}</Button>
      <Problem error={settle.error} />
    </Stack>
  );
}
