import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { Sentence, sentenceFor } from './sentence.ts';

const systemFailure = (code: string, more: object = {}): Error => Object.assign(new Error(`${code}: raw`), { code, ...more });

test('a Sentence is told as it is', () => {
  expect(sentenceFor(new Sentence('Install Go.'))).toBe('Install Go.');
});

test('a taken port, a read-only folder and a full disk say what to do', () => {
  expect(sentenceFor(systemFailure('EADDRINUSE', { port: 8080 }))).toMatch(/^Port 8080 is taken .* --port\.$/);
  expect(sentenceFor(systemFailure('EACCES', { path: '/data' }))).toMatch(/may not write \/data: .*--data\.$/);
  expect(sentenceFor(systemFailure('EROFS', { path: '/data' }))).toMatch(/read-only/);
  expect(sentenceFor(systemFailure('ENOSPC'))).toMatch(/disk is full/);
});

test('an unforeseen failure is one line', () => {
  expect(sentenceFor(new Error('first\nsecond'))).toBe('Something unforeseen went wrong (first); run it again with MUA_DEBUG=1 to see where.');
});

test.each([
  ["throw new Sentence('Install Go.')", 'Install Go.\n'],
  ["setTimeout(() => { throw new Sentence('Later.') }, 1); await new Promise(() => undefined)", 'Later.\n'],
])('runMain ends with code 1 and only the sentence: %s', async (body, told) => {
  const program = `import { Sentence, runMain } from ${JSON.stringify(new URL('sentence.ts', import.meta.url).href)}; void runMain(async () => { ${body} });`;
  const ended = await promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { env: { ...process.env, MUA_DEBUG: '' } })
    .then(() => ({ code: 0, stderr: '' }), (failure: { code: number; stderr: string }) => failure);
  expect(ended.stderr).toBe(told);
  expect(ended.code).toBe(1);
});
