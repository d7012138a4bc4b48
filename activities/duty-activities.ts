import { ApplicationFailure } from '@temporalio/common';
import { withSystem } from '../db/actor.ts';
import { applyAnswer, NoSuchAnswer } from '../db/queries/task-answers.ts';
import type { DutyActivities } from './contracts/engine.ts';
import type { ActivityDeps } from './create-activities.ts';

export function createDutyActivities({ db, realNow }: ActivityDeps): DutyActivities {
  return {
    async applyAnswer(answer) {
      try {
        return await withSystem(db, (tx) => applyAnswer(tx, answer, realNow()));
      } catch (failure) {
        if (failure instanceof NoSuchAnswer) throw ApplicationFailure.nonRetryable(failure.message, 'no-such-answer');
        throw failure;
      }
    },
  };
}
