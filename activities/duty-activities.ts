import { createAnnouncer } from '../db/announcer.ts';
import { withSystem } from '../db/actor.ts';
import { failsAgain } from '../db/fault.ts';
import { applyAnswers } from '../db/queries/task-answers.ts';
import type { AnswersDecided } from '../db/queries/task-answers.ts';
import type { DecidedAnswer, DutyActivities } from './contracts/engine.ts';
import type { ActivityDeps } from './create-activities.ts';

export function createDutyActivities({ db, realNow }: ActivityDeps): DutyActivities {
  const announce = createAnnouncer(db);
  const decide = async (workflowId: string, answers: Parameters<typeof applyAnswers>[2]): Promise<AnswersDecided> => {
    const all = await withSystem(db, (tx) => applyAnswers(tx, workflowId, answers, realNow()));
    if (all.seasonId !== null) announce({ seasonId: all.seasonId, topics: ['tasks'] });
    return all;
  };
  return {
    async applyAnswers({ workflowId, answers }) {
      try {
        const { decided, left } = await decide(workflowId, answers);
        return { decided, left };
      } catch (failure) {
        if (!failsAgain(failure)) throw failure;
      }
      // One of them cannot be written; it must not hold up the people of its cluster.
      const decided: DecidedAnswer[] = [];
      for (const answer of answers) {
        try {
          decided.push(...(await decide(workflowId, [answer])).decided);
        } catch (failure) {
          if (!failsAgain(failure)) throw failure;
          decided.push({ answerId: answer.answerId, failed: 'undecidable' });
        }
      }
      return { decided, left: (await decide(workflowId, [])).left };
    },
  };
}
