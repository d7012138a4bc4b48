import type { Hono } from 'hono';
import { may } from '../domain/policy.ts';
import type { Deps } from './deps.ts';
import { signedIn } from './edge/context.ts';
import { notAllowed } from './problem.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The little Markdown that our workflows write (workflows/shown.ts): paragraphs and **bold**. Everything else is text. */
export function detailsPage(content: string): string {
  const safe = content.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? '');
  const paragraphs = safe.split(/\n\s*\n/).map((one) => `<p>${one.replaceAll(/\*\*(.+?)\*\*/g, '<strong>$1</strong>').replaceAll('\n', '<br>')}</p>`);
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Temporal</title><style>body{font:15px/1.5 sans-serif;margin:12px;color:#121416;background:#fff}p{margin:0 0 8px}</style></head><body>${paragraphs.join('')}</body></html>`;
}

/**
 * `GET /render?content=…`: the Temporal UI shows summaries and current details in a frame that its server should render; the
 * dev server has no such page, and the path forgets the UI's public path. No script runs in ours.
 */
export function mountTemporalDetails(app: Hono, deps: Deps): void {
  app.get('/render', async (c) => {
    const { actor } = await signedIn(deps, c);
    if (!may(actor, 'engine.read')) throw notAllowed();
    return c.html(detailsPage((c.req.query('content') ?? '').slice(0, 20_000)), 200, {
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      'X-Frame-Options': 'SAMEORIGIN',
      'Cache-Control': 'no-store',
    });
  });
}
