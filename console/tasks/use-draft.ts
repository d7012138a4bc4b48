import { useEffect, useRef, useState } from 'react';
import type { Answers } from '../../domain/form.ts';
import { put } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Task } from '../provider/records.ts';

const PAUSE_MS = 900;
export type DraftState = 'untouched' | 'typing' | 'saved' | 'unsaved';

/** What is typed is kept by the server a moment after the last key, so that nothing is lost with the browser. */
export function useDraft(task: Task): { answers: Answers; change: (key: string, value: unknown) => void; state: DraftState } {
  const [answers, setAnswers] = useState<Answers>(() => (Object.keys(task.draft).length > 0 ? task.draft : (task.answers ?? {})));
  const [state, setState] = useState<DraftState>('untouched');
  const touched = useRef(false);
  useEffect(() => {
    if (!touched.current) return undefined;
    const timer = setTimeout(() => {
      put(paths.taskDraft(task.id), { answers }).then(
        () => setState('saved'),
        () => setState('unsaved'),
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [answers, task.id]);
  const change = (key: string, value: unknown): void => {
    touched.current = true;
    setState('typing');
    setAnswers((before) => ({ ...before, [key]: value }));
  };
  return { answers, change, state };
}
