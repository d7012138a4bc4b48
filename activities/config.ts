import { join, resolve } from 'node:path';
import { z } from 'zod';
import { masterKeyOf, readIfThere } from '../codec/master-key.ts';

/** The names are part of docs/interface.md and docker-compose.yml; a test keeps the three in step. */
export const environment = z.object({
  DATABASE_URL: z.string().min(1),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  MUA_PUBLIC_URL: z.url().default('http://127.0.0.1:8080'),
  MUA_DATA: z.string().default('.mua'),
  MUA_KEY: z.string().optional(),
  MUA_AUDIT_KEY: z.string().optional(),
  SMTP_URL: z.url().optional(),
  MUA_SINK_URL: z.url().optional(),
  MAIL_FROM: z.string().default('Mùa <mua@localhost>'),
  SMS_URL: z.url().optional(),
  POPULATION_URL: z.url().optional(),
  LOG_LEVEL: z.string().default('info'),
});

export type WorkerConfig = {
  databaseUrl: string;
  temporal: { address: string; namespace: string };
  publicUrl: string;
  dataDir: string;
  masterKey: Buffer;
  /** PKCS#8 PEM; null leaves the audit log unsealed (tests). */
  auditKeyPem: string | null;
  /** `sinkUrl`: the built-in sink; a rehearsal's mail goes there, or into the folder, whatever `smtpUrl` says. */
  mail: { smtpUrl: string | null; sinkUrl?: string | null; from: string };
  smsUrl: string | null;
  /** Of the population database, or of its simulator. */
  populationUrl?: string | null;
  logLevel: string;
};

/** The environment of the worker (docs/interface.md), read once. Throws one sentence that says what to do. */
export function readConfig(env: NodeJS.ProcessEnv): WorkerConfig {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const what = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new Error(`The environment is not complete (${what}). See docs/interface.md, Environment.`);
  }
  const one = parsed.data;
  const dataDir = resolve(one.MUA_DATA);
  return {
    databaseUrl: one.DATABASE_URL,
    temporal: { address: one.TEMPORAL_ADDRESS, namespace: one.TEMPORAL_NAMESPACE },
    publicUrl: one.MUA_PUBLIC_URL.replace(/\/$/, ''),
    dataDir,
    masterKey: masterKeyOf(one.MUA_KEY, dataDir),
    auditKeyPem: one.MUA_AUDIT_KEY ?? readIfThere(join(dataDir, 'keys', 'audit.pem')),
    mail: { smtpUrl: one.SMTP_URL ?? null, sinkUrl: one.MUA_SINK_URL ?? null, from: one.MAIL_FROM },
    smsUrl: one.SMS_URL ?? null,
    populationUrl: one.POPULATION_URL ?? null,
    logLevel: one.LOG_LEVEL,
  };
}
