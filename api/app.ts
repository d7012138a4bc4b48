import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Deps } from './deps.ts';
import { langOf } from './edge/context.ts';
import { mount } from './edge/mount.ts';
import { guard } from './edge/guard.ts';
import { mountCodec } from './codec-endpoint.ts';
import { mountConsole } from './console-static.ts';
import { mountEvents } from './events.ts';
import { problemOf, shed } from './failure.ts';
import { mountHealth } from './health.ts';
import { mountMetrics, observe } from './metrics.ts';
import { mountOidc } from './routes/oidc.ts';
import { openApiDocument } from './openapi.ts';
import { notFound } from './problem.ts';
import { mountTemporal } from './temporal-proxy.ts';
import { verbs } from './verbs.ts';

/** The whole server as a pure function of its dependencies; `server.ts` listens. */
export function createApp(deps: Deps): Hono {
  const app = new Hono();
  app.onError((thrown, c) => tell(deps, c, thrown));
  app.use(observe);
  app.use(guard(deps.config.publicUrl));
  mountHealth(app, deps);
  mountMetrics(app, deps);
  app.use(shed(deps.pool));
  mountEvents(app, deps);
  mountOidc(app, deps);
  for (const verb of verbs) mount(app, deps, verb);
  const document = openApiDocument(verbs);
  app.get('/api/openapi.json', (c) => c.json(document));
  mountCodec(app, deps);
  mountTemporal(app, deps);
  app.all('/api/*', (c) => tell(deps, c, notFound()));
  if (deps.portal) app.route('/', deps.portal);
  mountConsole(app, deps);
  return app;
}

/** One shape for every failure; what broke goes to the log, never to the person. */
function tell(deps: Deps, c: Context, thrown: unknown): Response {
  const problem = problemOf(thrown);
  if (problem.status >= 500 && !problem.code.endsWith('-away'))
    deps.log.error({ err: nameOf(thrown), path: c.req.routePath }, 'request failed');
  for (const [name, value] of Object.entries(problem.more.headers ?? {})) c.header(name, value);
  c.header('Cache-Control', 'no-store');
  return c.json(problem.body(langOf(c.req.raw)), problem.status);
}

/** Name, code and stack only: a database error's message and detail may carry a person's data. */
function nameOf(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { name: typeof thrown };
  const cause =
    thrown.cause instanceof Error ? { cause: thrown.cause.name, code: 'code' in thrown.cause ? thrown.cause.code : undefined } : {};
  const frames = thrown.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8);
  return { name: thrown.name, ...cause, ...('code' in thrown ? { code: thrown.code } : {}), at: frames };
}
