import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Link, Stack, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useRef, useState } from 'react';
import { checkAnswers } from '../../domain/form.ts';
import type { Answers } from '../../domain/form.ts';
import { apiErrorOf, post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Task } from '../provider/records.ts';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import { useText } from '../shown/use-text.ts';
import { FormInput } from './FormInput.tsx';
import { AnswerFacts } from './TaskAnswers.tsx';
import { useDraft } from './use-draft.ts';

/** The duty's form: checked by the same rule as the server's, shown once more, then sent. */
export function TaskForm({ task }: { task: Task }) {
  const t = useTranslate();
  const text = useText();
  const notify = useNotify();
  const { answers, change, state } = useDraft(task);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [checking, setChecking] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const submit = useAction<{ answers: Answers; version: number }>((body, key) => post(paths.taskSubmit(task.id), body, key));

  const check = (): void => {
    const found = Object.fromEntries(checkAnswers(task.form, answers, task.files.length).map((one) => [one.field, text(one.problem)]));
    setProblems(found);
    if (Object.keys(found).length === 0) setChecking(true);
    else setTimeout(() => summary.current?.focus(), 0);
  };
  const send = async (): Promise<void> => {
    setChecking(false);
    if (await submit.run({ answers, version: task.version })) notify('mua.task.submitted', { type: 'success' });
  };
  const shown = { ...apiErrorOf(submit.error)?.fields, ...problems };
  const named = task.form.filter((field) => shown[field.key]);
  return (
    <Panel title={t(`mua.kind.${task.kind}`)} action={<Typography role="status" variant="body2" sx={{ color: 'text.secondary' }}>{state === 'untouched' ? '' : t(`mua.draft.${state}`)}</Typography>}>
      <Box component="form" noValidate onSubmit={(event) => { event.preventDefault(); check(); }}>
        {named.length > 0 && (
          <Alert ref={summary} tabIndex={-1} severity="error" sx={{ mb: 1 }}>
            {t('mua.task.problems')}
            <ul>
              {named.map((field) => (
                <li key={field.key}>
                  <Link component="button" type="button" sx={{ textAlign: 'start' }} onClick={() => document.querySelector<HTMLElement>(`#answer-${field.key}`)?.focus()}>
                    {text(field.label)}: {shown[field.key]}
                  </Link>
                </li>
              ))}
            </ul>
          </Alert>
        )}
        <Stack spacing={1}>
          {task.form.map((field) => (
            <FormInput key={field.key} field={field} value={answers[field.key]} problem={shown[field.key]} onChange={(value) => change(field.key, value)} />
          ))}
          {task.form.length === 0 && <Typography>{t('mua.task.noForm')}</Typography>}
        </Stack>
        <Problem error={submit.error} beside={task.form.map((field) => field.key)} {...(submit.retry ? { onRetry: () => void submit.retry?.() } : {})} />
        <Button type="submit" variant="contained" size="large" disabled={submit.busy} sx={{ mt: 2 }}>
          {submit.busy ? t('mua.sending') : t('mua.task.check')}
        </Button>
      </Box>
      <Dialog open={checking} onClose={() => setChecking(false)} aria-labelledby="check-title" fullWidth>
        <DialogTitle id="check-title">{t('mua.task.checkTitle')}</DialogTitle>
        <DialogContent>
          <AnswerFacts task={task} answers={answers} />
          {task.form.length === 0 && <Typography>{t('mua.task.noForm')}</Typography>}
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setChecking(false)}>{t('mua.task.amend')}</Button>
          <Button variant="contained" onClick={() => void send()}>{t('mua.task.submit')}</Button>
        </DialogActions>
      </Dialog>
    </Panel>
  );
}
