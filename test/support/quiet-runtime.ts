import { DefaultLogger, Runtime } from '@temporalio/worker';

let installed = false;

/** Installs the SDK's runtime once per process, with errors only: MUA_DEBUG shows the rest. */
export function quietRuntime(): void {
  if (installed) return;
  installed = true;
  Runtime.install({ logger: new DefaultLogger(process.env['MUA_DEBUG'] ? 'INFO' : 'ERROR'), shutdownSignals: [] });
}
