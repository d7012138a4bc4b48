import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('npm ci takes the lock on every system: run `node tools/complete-lock.mjs` after npm install', () => {
  const script = fileURLToPath(new URL('complete-lock.mjs', import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect(stdout).toBe('The lock is whole.\n');
  expect(status).toBe(0);
});
