import type { Answer, Population } from './port.ts';

/** An officer looks the pupils up and enters each answer; `entered` reads those that are there. Nobody is asked by machine. */
export function createManualPopulation(entered: (refs: readonly string[]) => Promise<readonly Answer[]>): Population {
  return {
    async check({ questions }) {
      const refs = new Set(questions.map((one) => one.ref));
      const answers = await entered([...refs]);
      return { kind: 'answered', answers: answers.filter((one) => refs.has(one.ref)) };
    },
  };
}
