import KeyIcon from '@mui/icons-material/KeyOutlined';
import { Box, Button, Stack, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { postForFile } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import { ConfirmDialog } from '../shown/ConfirmDialog.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { saveFile } from '../shown/save-file.ts';
import { useAction } from '../shown/use-action.ts';

type Issuing = { seasonId: string; schoolId: string; className: string; anew: boolean };

/** Slips with a password on them, class by class: who has one keeps it, unless the whole class gets new ones. */
export function ClassPasswords({ seasonId, schoolId, classes }: { seasonId: string; schoolId: string; classes: readonly string[] }) {
  const t = useTranslate();
  const notify = useNotify();
  const [anew, setAnew] = useState<string | null>(null);
  const issue = useAction<Issuing, Blob>((body) => postForFile(paths.slipPasswords(), body));
  const press = async (className: string, again: boolean): Promise<void> => {
    const slips = await issue.run({ seasonId, schoolId, className, anew: again });
    if (!slips) return;
    saveFile(slips, `phieu-mat-khau-${className}.pdf`);
    notify('mua.families.issuedDone', { type: 'success' });
    setAnew(null);
  };
  return (
    <Panel title={t('mua.families.classPasswords')}>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1.5 }}>{t('mua.families.classHint')}</Typography>
      {anew === null && <Problem error={issue.error} />}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {classes.map((name) => (
          <Stack component="li" key={name} direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center', py: 0.75, borderTop: 1, borderColor: 'divider' }}>
            <Typography sx={{ minWidth: 72, fontWeight: 600 }}>{t('mua.class', { name })}</Typography>
            <Button size="small" variant="outlined" startIcon={<KeyIcon />} disabled={issue.busy} onClick={() => void press(name, false)}>{t('mua.families.issue')}</Button>
            <Button size="small" color="error" disabled={issue.busy} onClick={() => { issue.forget(); setAnew(name); }}>{t('mua.families.anew')}</Button>
          </Stack>
        ))}
      </Box>
      {anew !== null && (
        <ConfirmDialog title={t('mua.families.anewTitle', { name: anew })} hint={t('mua.families.anewHint')} press={t('mua.families.anew')} grave
          busy={issue.busy} error={issue.error} onPress={() => void press(anew, true)} onClose={() => { issue.forget(); setAnew(null); }} />
      )}
    </Panel>
  );
}
