// Plain JavaScript for any Node: runs before the dependencies are there, so it may import nothing but Node.
// node tools/with-dependencies.mjs tools/up.ts [arguments…]
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script, ...rest] = process.argv.slice(2);

checkNode();
if (!dependenciesAreWhole()) install();
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

function install() {
  console.log('Installing dependencies, once; this takes about a minute …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root, encoding: 'utf8', shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (done.status === 0) return;
  if (done.error) end('npm is not on the PATH: install Node with npm from https://nodejs.org and start again.');
  const lines = (done.stderr ?? '').split('\n').map((line) => /^npm error (?!code)(.+)/.exec(line)?.[1]?.trim()).filter(Boolean);
  end(`The dependencies could not be installed (${lines[0] ?? 'npm said nothing'}): check that this machine reaches an npm registry and that ${root} is writable, then start again.`);
}

/** Hands over to the script; signals go to it, its exit code is ours. */
function start() {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, script), ...rest], { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself, as part of the terminal's group; a plain kill does not.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
}

function end(sentence) {
  console.error(sentence);
  process.exit(1);
}
