import { Button, Card, CardContent, Stack } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Directive } from '../provider/records.ts';
import { FileDrop } from '../shown/FileDrop.tsx';
import { Page } from '../shown/Page.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { DirectiveFields, emptyDirective, isComplete } from './DirectiveFields.tsx';
import type { DirectiveBody } from './DirectiveFields.tsx';

export function DirectiveCreate() {
  const t = useTranslate();
  const navigate = useNavigate();
  const [body, setBody] = useState<DirectiveBody>(emptyDirective);
  const [made, setMade] = useState<Directive | null>(null);
  const create = useAction<DirectiveBody, Directive>((asked) => post(paths.list('directives'), asked));
  const save = async (): Promise<void> => setMade(await create.run(body));
  const leave = (): void => void navigate('/directives');
  return (
    <Page title={t('mua.directive.new')} intro={t('mua.directives.intro')}>
      <Card sx={{ maxWidth: 720 }}>
        <CardContent>
          {made ? <FileDrop path={paths.directiveFile(made.id)} onDone={leave} label={t('mua.directive.attach')} /> : <DirectiveFields body={body} onChange={setBody} />}
          <Problem error={create.error} />
          <Stack direction="row" sx={{ mt: 2 }}>
            {made ? <Button onClick={leave}>{t('mua.directive.withoutFile')}</Button> : <Button variant="contained" disabled={!isComplete(body) || create.busy} onClick={() => void save()}>{t('ra.action.save')}</Button>}
          </Stack>
        </CardContent>
      </Card>
    </Page>
  );
}
