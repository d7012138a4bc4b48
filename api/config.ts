import { z } from 'zod';
import { masterKeyOf } from '../codec/master-key.ts';
import { resolve } from 'node:path';

/** The names are part of docs/interface.md and docker-compose.yml; a test keeps the three in step. */
export const environment = z.object({
  DATABASE_URL: z.string().min(1),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_UI_ADDRESS: z.string().default('http://127.0.0.1:8233'),
  MUA_PUBLIC_URL: z.url().default('http://127.0.0.1:8080'),
  MUA_LISTEN: z
    .string()
    .regex(/^[^:]+:\d+$/)
    .optional(),
  MUA_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  MUA_DATA: z.string().default('.mua'),
  MUA_KEY: z.string().optional(),
  MUA_CONSOLE: z.string().default('console/dist'),
  POPULATION_URL: z.url().optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  LOG_LEVEL: z.string().default('info'),
});

export type OidcConfig = { issuer: string; clientId: string; clientSecret: string | undefined };
export type ApiConfig = {
  databaseUrl: string;
  temporal: { address: string; namespace: string; uiAddress: string };
  publicUrl: string;
  listen: { host: string; port: number };
  /** How many proxies of ours stand before the API; none unless said. */
  proxies?: number;
  dataDir: string;
  masterKey: Buffer;
  consoleDir: string;
  oidc: OidcConfig | null;
  /** Whether the worker has a population database to ask (or its simulator). */
  asksPopulation?: boolean;
  logLevel: string;
};

/** The environment, as docs/interface.md lists it, read once. Throws a sentence for people when something is missing. */
export function readConfig(env: NodeJS.ProcessEnv): ApiConfig {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const what = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new Error(`The environment is not complete (${what}). See docs/interface.md, Environment.`);
  }
  const one = parsed.data;
  const dataDir = resolve(one.MUA_DATA);
  const [host, port] = one.MUA_LISTEN?.split(':') ?? ['127.0.0.1', new URL(one.MUA_PUBLIC_URL).port || '8080'];
  return {
    databaseUrl: one.DATABASE_URL,
    temporal: { address: one.TEMPORAL_ADDRESS, namespace: one.TEMPORAL_NAMESPACE, uiAddress: httpOf(one.TEMPORAL_UI_ADDRESS) },
    publicUrl: one.MUA_PUBLIC_URL.replace(/\/$/, ''),
    listen: { host: host ?? '127.0.0.1', port: Number(port) },
    proxies: one.MUA_PROXIES,
    dataDir,
    masterKey: masterKeyOf(one.MUA_KEY, dataDir),
    consoleDir: resolve(one.MUA_CONSOLE),
    oidc:
      one.OIDC_ISSUER && one.OIDC_CLIENT_ID
        ? { issuer: one.OIDC_ISSUER, clientId: one.OIDC_CLIENT_ID, clientSecret: one.OIDC_CLIENT_SECRET }
        : null,
    asksPopulation: one.POPULATION_URL !== undefined,
    logLevel: one.LOG_LEVEL,
  };
}

const httpOf = (address: string) => (/^https?:\/\//.test(address) ? address : `http://${address}`).replace(/\/$/, '');
