import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { searchAttributes as everySearchAttribute } from '../../workflows/contracts/names.ts';
import { freePort, isPortFree, startDetached, stopProcess } from '../processes.ts';
import { silent, whileWaiting } from '../progress.ts';
import type { Progress } from '../progress.ts';
import { Sentence } from '../sentence.ts';
import { engineReady } from './engine-ready.ts';
import { stopOrphan } from './orphan.ts';
import { everyEngine } from './temporal-server-config.ts';
import type { SearchAttributes } from './search-attributes.ts';

export interface DevServerOptions {
  /** The `temporal` executable, from resolveTemporalCli. */
  binary: string;
  /** SQLite file that outlives the process; its running workflows resume on the next start. */
  dbFile: string;
  /** gRPC port; 0 or absent takes a free one. */
  port?: number;
  /** Web UI port; 0 takes a free one, absent means no Web UI. */
  uiPort?: number;
  searchAttributes?: SearchAttributes;
  /** `http://…/codec`, where the Web UI sends payloads to be decoded. */
  codecEndpoint?: string;
  /** Path prefix of the Web UI, as `/temporal`. */
  publicPath?: string;
  logFile: string;
  progress?: Progress;
}

export interface DevServer {
  address: string;
  uiPort: number | undefined;
  pid: number;
  stop: () => Promise<void>;
}

/** Starts `temporal server start-dev` on 127.0.0.1 and waits until it answers. An orphan on the same file is stopped first. */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const { binary, dbFile, logFile, codecEndpoint, publicPath, progress = silent } = options;
  await mkdir(dirname(dbFile), { recursive: true });
  await mkdir(dirname(logFile), { recursive: true });
  const pidFile = `${dbFile}.pid`;
  await stopOrphan(pidFile, dbFile, progress);
  const port = await portFor('the Temporal engine', options.port);
  const uiPort = options.uiPort === undefined ? undefined : await portFor('the Temporal Web UI', options.uiPort);
  const attributes = Object.entries(options.searchAttributes ?? everySearchAttribute);
  const server = await startDetached(binary, [
    'server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--db-filename', dbFile, '--log-level', 'warn',
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-ip', '127.0.0.1']),
    ...(codecEndpoint === undefined ? [] : ['--ui-codec-endpoint', codecEndpoint]),
    ...(publicPath === undefined ? [] : ['--ui-public-path', publicPath]),
    ...Object.entries(everyEngine).flatMap(([name, value]) => ['--dynamic-config-value', `${name}=${value}`]),
    ...attributes.flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
  ], { logFile });
  await writeFile(pidFile, `${server.pid}\n`);
  const address = `127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    await stopProcess(server.pid, 'SIGTERM', 15_000);
    await rm(pidFile, { force: true });
  };
  try {
    const connection = await whileWaiting(progress, 'Starting the Temporal engine', engineReady({
      address, namespace: 'default', process: { pid: server.pid, logFile },
    }));
    await connection.close();
  } catch (failure) {
    await stop();
    throw failure;
  }
  return { address, uiPort, pid: server.pid, stop };
}

async function portFor(what: string, wanted: number | undefined): Promise<number> {
  if (wanted === undefined || wanted === 0) return await freePort();
  if (await isPortFree(wanted)) return wanted;
  throw new Sentence(`Port ${wanted} for ${what} is taken by another program: stop that program or choose another port.`);
}
