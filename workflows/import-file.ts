import { allHandlersFinished, condition, defineQuery, defineSignal, proxyActivities, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { ImportActivities } from '../activities/contracts/imports.ts';
import { importWaitsDays } from '../domain/import.ts';
import type { ImportState } from '../domain/import.ts';
import { importChanged } from './contracts/import.ts';
import type { ImportInput, ImportStage } from './contracts/import.ts';
import { scheduleQuery } from './contracts/season.ts';
import { showPhase } from './shown.ts';

const retry = { initialInterval: '1 second', maximumInterval: '30 seconds' } as const;
const { loadImport, closeImport } = proxyActivities<ImportActivities>({ startToCloseTimeout: '1 minute', retry, summary: 'Nhập danh sách' });
// Silence means a dead worker (activities/heartbeat.ts): another goes on where the rows end.
const { readImport, commitImport, undoImport } = proxyActivities<ImportActivities>({
  startToCloseTimeout: '2 hours', heartbeatTimeout: '10 seconds', retry, summary: 'Nhập danh sách',
});

type State = ImportInput & { stage: ImportStage; changed: boolean };

/** What to do in each state; null: nothing, so the story ends. A later undo begins a new run. */
const follow: Record<ImportState, ((state: State) => Promise<ImportStage>) | null> = {
  queued: ({ importId }) => readImport({ importId }),
  reading: ({ importId }) => readImport({ importId }),
  ready: waitForPerson,
  committing: ({ importId }) => commitImport({ importId }),
  committed: null,
  undoing: ({ importId }) => undoImport({ importId }),
  undone: null,
  refused: null,
  // Only what a cancelled commit had written already is still to be taken back.
  cancelled: async (state) => (state.stage.applied === 0 ? state.stage : await undoImport({ importId: state.importId })),
};

/** From an uploaded file to its rows in the database, and back out by undo. The row in `imports` is the truth; this follows it. */
export async function importFile(input: ImportInput): Promise<void> {
  const state: State = { ...input, stage: { state: 'queued', rowsDone: 0, applied: 0 }, changed: false };
  setHandler(defineSignal(importChanged), () => void (state.changed = true));
  setHandler(defineQuery<State>(scheduleQuery), () => state);
  do {
    state.changed = false;
    await followOnce(state);
    await condition(allHandlersFinished);
  } while (state.changed);
}

async function followOnce(state: State): Promise<void> {
  state.stage = await loadImport({ importId: state.importId });
  for (;;) {
    const before = state.stage.state;
    show(state);
    const step = follow[before];
    if (step === null) return;
    state.stage = await step(state);
    if (before === 'cancelled') return show(state);
  }
}

/** A dry run waits a month for its decision, then is closed. */
async function waitForPerson(state: State): Promise<ImportStage> {
  const { importId } = state;
  const told = await condition(() => state.changed, `${importWaitsDays} days`);
  state.changed = false;
  return told ? await loadImport({ importId }) : await closeImport({ importId });
}

function show({ unitCode, stage }: State): void {
  showPhase(stage.state, null);
  setCurrentDetails(`Đơn vị ${unitCode}: nhập danh sách, ${stage.state}, ${stage.rowsDone} dòng.`);
}
