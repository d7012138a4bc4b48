import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Directive } from '../provider/records.ts';
import { FileDrop } from '../shown/FileDrop.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { DirectiveFields, emptyDirective, isComplete } from './DirectiveFields.tsx';
import type { DirectiveBody } from './DirectiveFields.tsx';

/** Number, date, signer, title; then its file. */
export function DirectiveDialog({ onClose, onMade }: { onClose: () => void; onMade: (directive: Directive) => void }) {
  const t = useTranslate();
  const [body, setBody] = useState<DirectiveBody>(emptyDirective);
  const [made, setMade] = useState<Directive | null>(null);
  const create = useAction<DirectiveBody, Directive>((asked) => post(paths.list('directives'), asked));
  const save = async (): Promise<void> => setMade(await create.run(body));
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="directive-title">
      <DialogTitle id="directive-title">{t('mua.directive.new')}</DialogTitle>
      <DialogContent>
        {made ? (
          <FileDrop path={paths.directiveFile(made.id)} onDone={() => onMade(made)} label={t('mua.directive.attach')} />
        ) : (
          <DirectiveFields body={body} onChange={setBody} />
        )}
        <Problem error={create.error} />
      </DialogContent>
      <DialogActions>
        {made ? (
          <Button onClick={() => onMade(made)}>{t('mua.directive.withoutFile')}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
            <Button variant="contained" disabled={!isComplete(body) || create.busy} onClick={() => void save()}>{t('ra.action.save')}</Button>
          </>
        )}
      </DialogActions>
    </Dialog>
  );
}
