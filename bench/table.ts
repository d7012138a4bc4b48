import type { Busy } from './ground/cpu.ts';
import { shown } from './ground/figures.ts';
import type { Result } from './result.ts';

const verdict = (holds: boolean | null): string => (holds === null ? 'reported' : holds ? 'holds' : 'MISSED');
const cpuOf = (busy: Busy): string => Object.entries(busy).filter(([, seconds]) => seconds >= 0.05).map(([part, seconds]) => `${part} ${shown(seconds)} s`).join(', ');

/** One block a figure: ours, the peer, the ratio and its target, and who was busy. */
export function tableOf(results: readonly Result[]): string[] {
  return results.flatMap(({ bench, what, ours, peer, ratio, target, holds, busy }) => [
    '', `${bench}: ${what}`, `  ours    ${ours}`, ...(peer === '' ? [] : [`  peer    ${peer}`]),
    ...(ratio === null ? [] : [`  ratio   ${shown(ratio)}`]), `  target  ${target}: ${verdict(holds)}`,
    `  busy    ours ${cpuOf(busy.ours)}${busy.peer ? `; peer ${cpuOf(busy.peer)}` : ''}`,
  ]);
}
