import type { DisputeInput } from './contracts/dispute.ts';
import type { DutyInput } from './contracts/duty.ts';
import type { ImportInput } from './contracts/import.ts';
import type { IdentityBatchInput } from './contracts/identity-batch.ts';
import type { SeasonInput } from './contracts/season.ts';
import type { StepInput } from './contracts/step.ts';
import type { StepReport } from './step.ts';

// The worker's entry point: each exported function is a workflow type of that name. Imported when it is told and not before, because
// each running story evaluates its modules anew: a duty would carry the calendar of season and step in its memory.
// `eager`: all in one bundle; nothing is loaded while a story runs.

export async function dispute(input: DisputeInput): Promise<void> {
  const story = await import(/* webpackMode: "eager" */ './dispute.ts');
  return await story.dispute(input);
}

export async function duty(input: DutyInput): Promise<{ left: number }> {
  const story = await import(/* webpackMode: "eager" */ './duty.ts');
  return await story.duty(input);
}

export async function importFile(input: ImportInput): Promise<void> {
  const story = await import(/* webpackMode: "eager" */ './import-file.ts');
  return await story.importFile(input);
}

export async function identityBatch(input: IdentityBatchInput): Promise<void> {
  const story = await import(/* webpackMode: "eager" */ './identity-batch.ts');
  return await story.identityBatch(input);
}

export async function season(input: SeasonInput): Promise<void> {
  const story = await import(/* webpackMode: "eager" */ './season.ts');
  return await story.season(input);
}

export async function step(input: StepInput): Promise<StepReport> {
  const story = await import(/* webpackMode: "eager" */ './step.ts');
  return await story.step(input);
}
