import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { WorkflowBundleOption } from '@temporalio/worker';

const root = fileURLToPath(new URL('..', import.meta.url));
const failureConverterPath = join(root, 'codec', 'failure-converter.ts');
/** All that workflows may import. */
const sources = ['workflows', 'workflows/contracts', 'domain', 'activities/contracts', 'codec/failure-converter.ts'];

/** The stories as one file. Kept under `cacheDir` by the hash of all its sources, so that a restart does not build it again. */
export async function storiesBundle(cacheDir?: string): Promise<WorkflowBundleOption> {
  if (cacheDir === undefined) return { code: await build() };
  const codePath = join(cacheDir, `stories-${await sourceHash()}.js`);
  const ready = await stat(codePath).then(() => true, () => false);
  if (!ready) {
    await mkdir(cacheDir, { recursive: true });
    const draft = `${codePath}.${process.pid}`;
    await writeFile(draft, await build());
    await rename(draft, codePath);
  }
  return { codePath };
}

async function build(): Promise<string> {
  const { code } = await bundleWorkflowCode({ workflowsPath: join(root, 'workflows', 'stories.ts'), failureConverterPath, logger: new DefaultLogger('ERROR') });
  return code;
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256').update(createRequire(import.meta.url)('@temporalio/worker/package.json').version);
  for (const source of sources) {
    const path = join(root, source);
    const names = (await stat(path)).isDirectory() ? (await readdir(path)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).toSorted() : [''];
    for (const name of names) hash.update(name).update(await readFile(join(path, name)));
  }
  return hash.digest('hex').slice(0, 16);
}
