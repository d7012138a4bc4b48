import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { isPortFree } from '../processes.ts';
import { Sentence } from '../sentence.ts';
import type { ServerPorts } from './temporal-server-config.ts';

const names = [
  'frontend', 'frontendMembership', 'history', 'historyMembership', 'matching', 'matchingMembership', 'worker', 'workerMembership',
] as const satisfies readonly (keyof ServerPorts)[];

/**
 * Ports of last time where still free, so that workers find a restarted engine at the same address and the
 * ring of members has no dead one; else free ones. Membership ports are kept in a smallint column: below 32,768.
 */
export async function choosePorts(file: string, frontend: number | undefined): Promise<ServerPorts> {
  const last = parsePorts(await readFile(file, 'utf8').catch(() => '{}'));
  const taken = new Set<number>();
  const choose = async (wanted: number | undefined): Promise<number> => {
    for (let port = wanted ?? randomInt(10_000, 32_000); ; port = randomInt(10_000, 32_000)) {
      if (taken.has(port) || !(await isPortFree(port))) continue;
      taken.add(port);
      return port;
    }
  };
  if (frontend && !(await isPortFree(frontend))) {
    throw new Sentence(`Port ${frontend} for the Temporal engine is taken by another program: stop that program or choose another port.`);
  }
  const ports: ServerPorts = {
    frontend: await choose(frontend || last.frontend), frontendMembership: await choose(last.frontendMembership),
    history: await choose(last.history), historyMembership: await choose(last.historyMembership),
    matching: await choose(last.matching), matchingMembership: await choose(last.matchingMembership),
    worker: await choose(last.worker), workerMembership: await choose(last.workerMembership),
  };
  await writeFile(file, JSON.stringify(ports));
  return ports;
}

function parsePorts(text: string): Partial<ServerPorts> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value);
  return Object.fromEntries(names.flatMap((name) => {
    const port: unknown = entries.find(([key]) => key === name)?.[1];
    return typeof port === 'number' ? [[name, port] as const] : [];
  }));
}
