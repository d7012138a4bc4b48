// Plain JavaScript for any Node: runs before the dependencies are there, so it may import nothing but Node.
// node tools/with-dependencies.mjs tools/up.ts [arguments…]
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script, ...rest] = process.argv.slice(2);

checkNode();
if (!dependenciesAreWhole()) await install();
start();

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  end(`Mùa needs Node 20.19 or newer and this is ${process.version}: install a newer Node from https://nodejs.org and start again.`);
}

/** npm writes node_modules/.package-lock.json last: compare it with what is wanted. */
function dependenciesAreWhole() {
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf('node_modules/.package-lock.json');
  if (present === undefined) return false;
  return Object.entries(wanted ?? {}).every(([path, { version, optional, link }]) =>
    path === '' || optional || link || present[path]?.version === version);
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

async function install() {
  console.log('Installing dependencies, once; this takes about a minute …');
  const startedAt = Date.now();
  const again = setInterval(() => console.log(`Installing dependencies … ${Math.round((Date.now() - startedAt) / 1000)} s`), 15_000);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = await new Promise((resolve) => {
    let said = '';
    const child = spawn(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, shell: process.platform === 'win32', stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (chunk) => (said += chunk));
    child.once('error', () => resolve({ code: null, said }));
    child.once('close', (code) => resolve({ code, said }));
  });
  clearInterval(again);
  if (done.code === 0) return;
  if (done.code === null) end('npm is not on the PATH: install Node with npm from https://nodejs.org and start again.');
  const lines = done.said.split('\n').map((line) => /^npm error (?!code)(.+)/.exec(line)?.[1]?.trim()).filter(Boolean);
  end(`The dependencies could not be installed (${lines[0] ?? 'npm said nothing'}): check that this machine reaches an npm registry and that ${root} is writable, then start again.`);
}

/** Hands over to the script; signals go to it, its exit code is ours. */
function start() {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, script), ...rest], { stdio: 'inherit' });
  // Ctrl-C at a terminal reaches the child by itself, as part of the terminal's group; a plain kill does not.
  process.on('SIGINT', () => void (process.stdin.isTTY ? undefined : child.kill('SIGINT')));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
}

function end(sentence) {
  console.error(sentence);
  process.exit(1);
}
