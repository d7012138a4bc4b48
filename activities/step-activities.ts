import { withSystem } from '../db/actor.ts';
import { openStep } from '../db/queries/step-opening.ts';
import type { StepWork } from '../db/queries/step-opening.ts';
import { runRungs } from '../db/queries/step-rungs.ts';
import { closeWindow, endStep, listOpenDuties, reopenWindow, retimeStep } from '../db/queries/step-tasks.ts';
import { heartbeatBatch } from './batch-heartbeat.ts';
import { dutiesPerPage } from './contracts/engine.ts';
import type { StepActivities } from './contracts/engine.ts';
import type { ActivityDeps } from './create-activities.ts';

export function createStepActivities({ db, realNow }: ActivityDeps): StepActivities {
  const work: StepWork = { db, realNow, onBatch: heartbeatBatch };
  return {
    openStep: (step) => openStep(work, step),
    listOpenDuties: (page) => withSystem(db, (tx) => listOpenDuties(tx, { ...page, limit: dutiesPerPage })),
    runRungs: (moment) => runRungs(work, moment),
    retimeStep: (step) => withSystem(db, (tx) => retimeStep(tx, step)),
    closeWindow: (step) => withSystem(db, (tx) => closeWindow(tx, step)),
    reopenWindow: (step) => withSystem(db, (tx) => reopenWindow(tx, step)),
    async lapseStep(step) {
      const { unitCodes, ended } = await endStep(work, step, 'lapse');
      return { unitCodes, lapsed: ended };
    },
    async cancelStep(step) {
      const { unitCodes, ended } = await endStep(work, step, 'cancel');
      return { unitCodes, cancelled: ended };
    },
  };
}
