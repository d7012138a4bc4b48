import { useTranslate } from 'ra-core';
import type { Answers } from '../../domain/form.ts';
import type { Task } from '../provider/records.ts';
import { Facts } from '../shown/Facts.tsx';
import { Panel } from '../shown/Panel.tsx';
import { useLanguage, useText } from '../shown/use-text.ts';
import { answerText } from './answer-text.ts';

/** What was answered, read only. */
export function TaskAnswers({ task }: { task: Task }) {
  const t = useTranslate();
  return (
    <Panel title={t('mua.task.answers')}>
      <AnswerFacts task={task} answers={task.answers ?? {}} />
    </Panel>
  );
}

export function AnswerFacts({ task, answers }: { task: Task; answers: Answers }) {
  const text = useText();
  const locale = useLanguage();
  return (
    <Facts
      of={task.form.map((field) => [
        text(field.label),
        field.type === 'file' ? task.files.map((file) => file.name).join(', ') : answerText(field, answers[field.key], locale, text),
      ])}
    />
  );
}
