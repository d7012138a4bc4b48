export interface SqlStore {
  host: string;
  port: number;
  user: string;
  password: string;
}

export interface ServerPorts {
  frontend: number;
  frontendMembership: number;
  history: number;
  historyMembership: number;
  matching: number;
  matchingMembership: number;
  worker: number;
  workerMembership: number;
}

interface ServerConfig {
  store: SqlStore;
  databases: { store: string; visibility: string };
  ports: ServerPorts;
  historyShards: number;
  dynamicConfigFile: string;
}

/** Configuration of one Temporal server that runs all four services on loopback. JSON is YAML. */
export function serverConfig({ store, databases, ports, historyShards, dynamicConfigFile }: ServerConfig): string {
  const sql = (databaseName: string, maxConns: number): object => ({
    sql: {
      pluginName: 'postgres12', databaseName, connectAddr: `${store.host}:${store.port}`, connectProtocol: 'tcp',
      user: store.user, password: store.password, maxConns, maxIdleConns: maxConns, maxConnLifetime: '1h',
    },
  });
  const service = (grpcPort: number, membershipPort: number): object => ({ rpc: { grpcPort, membershipPort, bindOnIP: '127.0.0.1' } });
  return JSON.stringify({
    log: { stdout: true, level: 'warn', format: 'json' },
    persistence: {
      numHistoryShards: historyShards,
      defaultStore: 'store',
      visibilityStore: 'visibility',
      datastores: { store: sql(databases.store, 20), visibility: sql(databases.visibility, 10) },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: service(ports.frontend, ports.frontendMembership),
      history: service(ports.history, ports.historyMembership),
      matching: service(ports.matching, ports.matchingMembership),
      worker: service(ports.worker, ports.workerMembership),
    },
    clusterMetadata: {
      enableGlobalNamespace: false, failoverVersionIncrement: 10, masterClusterName: 'active', currentClusterName: 'active',
      clusterInformation: { active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: `127.0.0.1:${ports.frontend}` } },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    archival: { history: { state: 'disabled', enableRead: false }, visibility: { state: 'disabled', enableRead: false } },
    publicClient: { hostPort: `127.0.0.1:${ports.frontend}` },
    dynamicConfigClient: { filepath: dynamicConfigFile, pollInterval: '10s' },
  }, null, 2);
}

/** Every engine gets these, docker-compose.yml included: people of one cluster press at the same time, and the usual limit is ten. */
export const everyEngine = { 'history.maxInFlightUpdates': 100 } as const;

/**
 * One namespace on one small machine: no rate limits that shape load, one partition per task queue (so that
 * a lone worker polls all of it), quick refresh of caches after registration.
 */
export const dynamicConfig = JSON.stringify(Object.fromEntries(Object.entries({
  ...everyEngine,
  'frontend.namespaceRPS': 100_000,
  'frontend.rps': 100_000,
  'frontend.persistenceMaxQPS': 100_000,
  'history.rps': 100_000,
  'history.persistenceMaxQPS': 100_000,
  'matching.rps': 100_000,
  'matching.persistenceMaxQPS': 100_000,
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  'system.namespaceCacheRefreshInterval': '1s',
  'system.forceSearchAttributesCacheRefreshOnRead': true,
}).map(([key, value]) => [key, [{ value }]])), null, 2);
