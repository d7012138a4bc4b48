// The worker's entry point: each exported function is a workflow type of that name.
export { dispute } from './dispute.ts';
export { duty } from './duty.ts';
export { season } from './season.ts';
export { step } from './step.ts';
