// Completes package-lock.json with the optional packages for other systems that a registry mirror did not
// offer while the lock was written: without them `npm ci` refuses the lock, here and on every other system.
// node tools/complete-lock.mjs — after each npm install; changes nothing when the lock is whole.
// With --check it writes nothing and ends with code 1 when something is missing.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];
const spelled = { gnueabihf: 'arm', musleabihf: 'arm', armv7: 'arm', eabi: 'arm', windows: 'win32' };

const path = join(dirname(dirname(fileURLToPath(import.meta.url))), 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8'));
const added = [];
for (const [place, { optionalDependencies, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies ?? {})) {
    if (resolves(place, name)) continue;
    const exact = version.replace(/^[~^]/, '');
    lock.packages[`node_modules/${name}`] = { version: exact, ...madeFor(name), ...(dev ? { dev } : {}), optional: true };
    added.push(`${name}@${exact}`);
  }
}
const check = process.argv.includes('--check');
if (added.length > 0 && !check) {
  const [root, ...rest] = Object.entries(lock.packages);
  lock.packages = Object.fromEntries([root, ...rest.toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(added.length === 0 ? 'The lock is whole.' : `${check ? 'Missing in' : 'Added to'} the lock: ${added.join(', ')}.`);
if (check && added.length > 0) process.exitCode = 1;

/** As Node would: the nearest node_modules above the package that asks. */
function resolves(place, name) {
  for (let from = place; ; from = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${from}${from === '' ? '' : '/'}node_modules/${name}`]) return true;
    if (from === '') return false;
  }
}

/** System and processor by the package's name, so that npm passes it over elsewhere. */
function madeFor(name) {
  const words = name.split(/[/-]/).flatMap((word) => [word, spelled[word] ?? word]);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : words.includes('gnu') || words.includes('gnueabihf') ? ['glibc'] : [];
  return { ...(libc.length > 0 ? { libc } : {}), ...(os.length > 0 ? { os } : {}), ...(cpu.length > 0 ? { cpu } : {}) };
}
