import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Hono, MiddlewareHandler } from 'hono';
import type { Deps } from './deps.ts';
import { peerOf } from './edge/context.ts';
import { notFound } from './problem.ts';

const registry = new Registry();
collectDefaultMetrics({ register: registry, prefix: 'mua_' });
const requests = new Histogram({
  name: 'mua_http_seconds',
  help: 'Duration of HTTP requests by route and status',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [registry],
});

/** Times every request under its route, never its address: tokens stand in addresses. */
export const observe: MiddlewareHandler = async (c, next) => {
  const done = requests.startTimer({ method: c.req.method });
  await next();
  done({ route: c.req.routePath, status: String(c.res.status) });
};

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1', 'in-process']);

/** `GET /metrics` for Prometheus on the same machine; to everybody else it does not exist. */
export function mountMetrics(app: Hono, deps: Deps): void {
  app.get('/metrics', async (c) => {
    // A request that a proxy carried comes from loopback too; the header betrays it.
    if (!loopback.has(peerOf(c)) || c.req.header('X-Forwarded-For')) throw notFound();
    const pool = `mua_pg_connections{state="total"} ${deps.pool.totalCount}\nmua_pg_connections{state="idle"} ${deps.pool.idleCount}\nmua_pg_connections{state="waiting"} ${deps.pool.waitingCount}\n`;
    return c.text(`${await registry.metrics()}\n# TYPE mua_pg_connections gauge\n${pool}`, 200, { 'Content-Type': registry.contentType });
  });
}
