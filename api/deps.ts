import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Pool } from 'pg';
import type { Db } from '../db/client.ts';
import type { Secrets } from '../db/secret.ts';
import type { Instant } from '../domain/instant.ts';
import type { ApiConfig } from './config.ts';
import type { Codec } from './codec-endpoint.ts';
import type { Engine } from './engine.ts';
import type { Oidc } from './session/oidc.ts';
import type { SignInLimits } from './session/limits.ts';
import type { SeasonEvents } from './events.ts';

/** Everything the app touches outside itself. */
export type Deps = {
  config: ApiConfig;
  db: Db;
  pool: Pool;
  engine: Engine;
  secrets: Secrets;
  codec: Codec;
  limits: SignInLimits;
  oidc: Oidc | null;
  events: SeasonEvents;
  /** The parents' pages; null in tests of the staff side. */
  portal: Hono | null;
  log: Logger;
  /** Real time. */
  now: () => Instant;
};
