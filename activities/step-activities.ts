import { withSystem } from '../db/actor.ts';
import { openStep } from '../db/queries/step-opening.ts';
import type { StepWork } from '../db/queries/step-opening.ts';
import { runRungs } from '../db/queries/step-rungs.ts';
import { closeWindow, endStep, listOpenDuties, reopenWindow, retimeStep } from '../db/queries/step-tasks.ts';
import { heartbeatBatch } from './heartbeat.ts';
import { dutiesPerPage } from './contracts/engine.ts';
import type { StepActivities } from './contracts/engine.ts';
import type { ActivityDeps } from './create-activities.ts';
import { endReached, momentReached } from './moment-reached.ts';

export function createStepActivities({ db, realNow }: ActivityDeps): StepActivities {
  const work: StepWork = { db, realNow, onBatch: heartbeatBatch };
  return {
    async openStep(step) {
      await momentReached(work, step, 'opensAt');
      return await openStep(work, step);
    },
    listOpenDuties: (page) => withSystem(db, (tx) => listOpenDuties(tx, { ...page, limit: dutiesPerPage })),
    async runRungs(call) {
      await momentReached(work, call, Math.max(...call.rungs.map((one) => one.at)));
      return await runRungs(work, call);
    },
    retimeStep: (step) => withSystem(db, (tx) => retimeStep(tx, step)),
    async closeWindow(step) {
      await momentReached(work, step, 'closesAt');
      return await withSystem(db, (tx) => closeWindow(tx, step));
    },
    reopenWindow: (step) => withSystem(db, (tx) => reopenWindow(tx, step)),
    async lapseStep(step) {
      await endReached(work, step);
      return await endStep(work, step, 'lapse');
    },
    cancelStep: (step) => endStep(work, step, 'cancel'),
  };
}
