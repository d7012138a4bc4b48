import { sleep } from '@temporalio/workflow';

/** The shortest story that needs a calendar: for the tests of the engines themselves. */
export async function fortyDays(): Promise<string> {
  await sleep('40 days');
  return 'waited';
}

export async function hello(name: string): Promise<string> {
  await sleep(10);
  return `hello ${name}`;
}
