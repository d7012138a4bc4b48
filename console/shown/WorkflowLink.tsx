import OpenIcon from '@mui/icons-material/AccountTree';
import { Button } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useMay } from '../provider/session.ts';

/** One click from a step or task to its workflow; only for people who may read the engine. */
export function WorkflowLink({ url, label }: { url: string | null | undefined; label?: string }) {
  const t = useTranslate();
  const may = useMay('engine.read');
  if (!url || !may) return null;
  return (
    <Button size="small" component="a" href={url} target="_blank" rel="noopener" startIcon={<OpenIcon />}>
      {label ?? t('mua.workflow')}
    </Button>
  );
}
