// The first file a newcomer runs: plain JavaScript without dependencies, because there may be none yet.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {string} sentence */
function give(sentence) {
  console.error(sentence);
  process.exit(1);
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  give(`Mùa needs Node 20.19 or newer and this is ${process.versions.node}: install a newer one from https://nodejs.org, then run npm start again.`);
}

/** What a lock file says is installed: version by folder; null when it cannot be read. */
function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** npm writes its own copy of the lock last, so that an interrupted install leaves none. */
function isInstalled() {
  const wanted = packagesOf(`${root}package-lock.json`);
  const present = packagesOf(`${root}node_modules/.package-lock.json`);
  if (!wanted) give('package-lock.json is missing or broken: fetch Mùa again.');
  if (!present) return false;
  return Object.entries(wanted).every(([folder, { version, optional, link }]) => {
    if (folder === '' || link) return true;
    // Packages for other systems are left out by npm.
    return present[folder] ? present[folder].version === version : optional === true;
  });
}

async function install() {
  console.log('Installing dependencies, once; this takes about a minute');
  const startedAt = Date.now();
  const again = setInterval(() => console.log(`Installing dependencies … ${Math.round((Date.now() - startedAt) / 1000)} s`), 15_000);
  const npm = process.env.npm_execpath;
  const shell = process.platform === 'win32' && !npm;
  const child = spawn(npm ? process.execPath : 'npm', [...(npm ? [npm] : []), 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, shell, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => {
    child.once('error', (failure) => {
      output += failure.message;
      resolve(127);
    });
    child.once('close', resolve);
  });
  clearInterval(again);
  if (code === 0) return;
  const why = output.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim()).find((line) => line !== '' && !line.startsWith('npm warn') && !line.startsWith('code ')) ?? `code ${code}`;
  give(`The dependencies could not be installed (${why.slice(0, 300)}): check the network or the npm registry settings and that ${root} is writable with space left, then run npm start again.`);
}

if (!isInstalled()) await install();
const { register } = await import('tsx/esm/api');
register();
await import('./up.ts');
