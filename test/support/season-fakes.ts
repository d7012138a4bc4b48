import type {
  DisputeActivities, DutyActivities, OpenDuty, SeasonActivities, SeasonTruth, StepActivities,
} from '../../activities/contracts/engine.ts';
import { dutiesPerPage } from '../../activities/contracts/engine.ts';
import type { AnswerOutcome, AnswerRefusal, AnswerTask } from '../../workflows/contracts/duty.ts';
import type { FamilyActivities } from '../../activities/contracts/families.ts';
import type { Instant } from '../../domain/instant.ts';
import type { TaskState } from '../../domain/task.ts';
import type { WorkBlocker } from '../../domain/work.ts';
import { isAllowed, isFinal, stateAfterSubmit } from '../../domain/task.ts';
import { dutyWorkflowId } from '../../workflows/contracts/names.ts';

/** What the story asked for, and at which season instant, to the minute: the engine's own steps take real milliseconds. */
export type Asked = { at: Instant; seasonId: string; stepKey: string; what: string };
type FakeTask = { id: string; seasonId: string; stepKey: string; unitCode: string; state: TaskState; version: number; reviewed: boolean; overdue: boolean };

/** Postgres in memory, for calendar tests: typed as the real activities are, so that a changed contract fails here too. */
export class SeasonFakes {
  readonly asked: Asked[] = [];
  readonly truths = new Map<string, SeasonTruth>();
  readonly tasks = new Map<string, FakeTask>();
  readonly outcomes = new Map<string, AnswerOutcome>();
  units: readonly string[] = ['S0001', 'S0002'];
  reviewed = false;
  /** Of duties about data (domain/work.ts), by task: what still keeps them from being handed in. */
  readonly blockers = new Map<string, readonly WorkBlocker[]>();
  confirmationDuties: Readonly<Record<string, readonly string[]>> = {};
  /** Called for each thing asked, as a person who acts at that moment would. */
  onAsked: (asked: Asked) => void = () => undefined;

  of(stepKey: string, what?: string): Asked[] {
    return this.asked.filter((one) => one.stepKey === stepKey && (what === undefined || one.what.startsWith(what)));
  }

  private note(asked: Asked): void {
    this.asked.push({ at: Math.floor(asked.at / 60_000) * 60_000, seasonId: asked.seasonId, stepKey: asked.stepKey, what: asked.what });
    this.onAsked(asked);
  }

  private openOf(seasonId: string, stepKey: string): FakeTask[] {
    return [...this.tasks.values()].filter((one) => one.seasonId === seasonId && one.stepKey === stepKey && !isFinal(one.state));
  }

  private end(seasonId: string, stepKey: string, state: TaskState): string[] {
    const left = this.openOf(seasonId, stepKey);
    for (const task of left) task.state = state;
    return [...new Set(left.map((one) => one.unitCode))];
  }

  activities(): SeasonActivities & StepActivities & FamilyActivities & DutyActivities & Pick<DisputeActivities, 'loadDispute'> {
    const season = (what: string) => async ({ seasonId, at }: { seasonId: string; at: Instant }) => this.note({ at, seasonId, stepKey: '', what });
    const family = (what: string) => ({ seasonId, stepKey, at }: { seasonId: string; stepKey: string; at: Instant }) => this.note({ at, seasonId, stepKey, what });
    return {
      beginSeason: season('begin'),
      finishSeason: season('finish'),
      loadSchedule: async ({ seasonId }) => {
        const truth = this.truths.get(seasonId);
        if (!truth) throw new Error(`no truth of ${seasonId}`);
        return truth;
      },
      holdStep: async (step) => this.note({ ...step, what: 'hold' }),
      openStep: async (step) => {
        for (const unitCode of this.units) {
          const id = `${step.seasonId}/${step.stepKey}/${unitCode}`;
          if (this.tasks.has(id)) continue;
          this.tasks.set(id, { id, seasonId: step.seasonId, stepKey: step.stepKey, unitCode, state: 'open', version: 1, reviewed: this.reviewed, overdue: false });
        }
        this.note({ ...step, what: 'open' });
        return { tasks: this.units.length, confirmationDuties: this.confirmationDuties[step.stepKey] ?? [] };
      },
      listOpenDuties: async ({ seasonId, stepKey, after }) => {
        const codes = [...new Set(this.openOf(seasonId, stepKey).map((one) => one.unitCode))].filter((code) => code > after).toSorted();
        return codes.slice(0, dutiesPerPage).map((clusterCode): OpenDuty => ({ clusterCode, left: 1, dueAt: 0 }));
      },
      runRungs: async ({ rungs, ...step }) => {
        const open = this.openOf(step.seasonId, step.stepKey);
        for (const { rung } of rungs) {
          if (rung.action === 'overdue') for (const task of open) task.overdue = true;
          this.note({ ...step, what: `rung ${rung.action} ${rung.workingDays}: ${open.length}` });
        }
        return { tasks: open.length };
      },
      retimeStep: async (step) => {
        this.note({ ...step, what: 'retime' });
        return { tasks: 0 };
      },
      closeWindow: async (step) => {
        const left = this.openOf(step.seasonId, step.stepKey).length;
        this.note({ ...step, what: `window-closed: ${left}` });
        return { left };
      },
      reopenWindow: async (step) => this.note({ ...step, what: 'reopen' }),
      lapseStep: async (step) => {
        const clusterCodes = this.end(step.seasonId, step.stepKey, 'lapsed');
        this.note({ ...step, what: `lapse: ${clusterCodes.length}` });
        return { clusterCodes, ended: clusterCodes.length };
      },
      cancelStep: async (step) => {
        const clusterCodes = this.end(step.seasonId, step.stepKey, 'cancelled');
        this.note({ ...step, what: `cancel: ${clusterCodes.length}` });
        return { clusterCodes, ended: clusterCodes.length };
      },
      openConfirmations: async (step) => {
        family('open-confirmations')(step);
        return { opened: 0 };
      },
      remindSilentParents: async (step) => {
        family(`remind-parents ${step.round}`)(step);
        return { reminded: 0 };
      },
      handSilentToTeachers: async (step) => {
        family('hand-to-teachers')(step);
        return { handed: 0, clusterCodes: this.units };
      },
      closeSilentConfirmations: async (step) => {
        family('close-silent')(step);
        return { silent: 0 };
      },
      loadDispute: async () => ({ open: false, clock: { mode: 'live' }, paused: false, dueAt: 0, rungs: [] }),
      applyAnswers: async ({ workflowId, answers }) => ({
        decided: answers.map((answer) => {
          const outcome = this.outcomes.get(answer.answerId) ?? this.decide(workflowId, answer);
          this.outcomes.set(answer.answerId, outcome);
          return { answerId: answer.answerId, outcome };
        }),
        // Never 0: the time-skipping server hangs on an update in the task that completes its workflow. How a duty
        // ends after its last answer is tested on the real engine (season.engine.test.ts).
        left: 1,
      }),
    };
  }

  private decide(workflowId: string, answer: AnswerTask): AnswerOutcome {
    const task = this.tasks.get(answer.taskId);
    if (!task) throw new Error(`no task ${answer.taskId}`);
    if (workflowId !== dutyWorkflowId(task.seasonId, task.stepKey, task.unitCode)) throw new Error('not of this duty');
    const refused = (reason: AnswerRefusal): AnswerOutcome => ({ kind: 'refused', reason, by: null, state: task.state });
    if (answer.seenVersion !== task.version) return refused('somebody-was-faster');
    if (!isAllowed(answer.action, task.state)) return refused('not-allowed-in-state');
    if (answer.action === 'submit' && (this.blockers.get(task.id) ?? []).length > 0) return refused('work-unfinished');
    task.state = { submit: stateAfterSubmit(task.reviewed), accept: 'done' as const, return: 'returned' as const }[answer.action];
    task.version += 1;
    return { kind: 'taken', state: task.state, version: task.version };
  }
}
