import { Alert, Button, Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router-dom';
import type { Task } from '../provider/records.ts';
import { Facts } from '../shown/Facts.tsx';
import { Panel } from '../shown/Panel.tsx';
import { useText } from '../shown/use-text.ts';

/** The data a duty is about: what has been counted, what is still to do, and the way to where it is done. */
export function TaskWork({ work }: { work: NonNullable<Task['work']> }) {
  const t = useTranslate();
  const text = useText();
  return (
    <Panel title={t('mua.work.title')} action={<Button component={Link} to={work.to} variant="outlined">{t('mua.work.open')}</Button>}>
      <Facts columns={2} of={work.figures.map((one) => [text(one.label), one.value.toLocaleString('vi-VN')] as const)} />
      {work.blockers.length === 0 ? (
        <Alert severity="success" sx={{ mt: 2 }}>{t('mua.work.ready')}</Alert>
      ) : (
        <Alert severity="warning" sx={{ mt: 2 }}>
          <strong>{t('mua.work.left')}</strong>
          <Stack component="ul" spacing={0.5} sx={{ m: 0, pl: 2.5 }}>
            {work.blockers.map((one) => (
              <li key={one.code}><Link to={one.to}>{text(one.message)}</Link></li>
            ))}
          </Stack>
        </Alert>
      )}
    </Panel>
  );
}
