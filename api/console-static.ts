import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import type { Context, Hono } from 'hono';
import type { Deps } from './deps.ts';
import { Problem } from './problem.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.map': 'application/json',
};
const encodings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

/** The built console: hashed assets for a year, its page never cached and with a fresh nonce for emotion's styles. */
export function mountConsole(app: Hono, deps: Deps): void {
  const root = deps.config.consoleDir;
  app.get('*', async (c) => {
    const path = normalize(decodeURIComponentSafely(new URL(c.req.url).pathname));
    const asset = path !== sep && extname(path) !== '' && !path.includes('..') ? await sendAsset(c, root, path) : null;
    if (asset) return asset;
    if (extname(path) !== '') throw new Problem(404, 'not-found', { vi: 'Không có tệp này.', en: 'No such file.' });
    return await sendPage(c, root);
  });
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '/';
  }
}

async function sendAsset(c: Context, root: string, path: string): Promise<Response | null> {
  const accepted = c.req.header('Accept-Encoding') ?? '';
  for (const { name, suffix } of [...encodings.filter((one) => accepted.includes(one.name)), { name: '', suffix: '' }]) {
    const file = join(root, path + suffix);
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) continue;
    const hashed = path.startsWith('/assets/');
    const headers = new Headers({
      'Content-Type': types[extname(path)] ?? 'application/octet-stream',
      'Content-Length': String(found.size),
      'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
    });
    if (name !== '') headers.set('Content-Encoding', name);
    return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>, { headers });
  }
  return null;
}

async function sendPage(c: Context, root: string): Promise<Response> {
  const html = await readFile(join(root, 'index.html'), 'utf8').catch(() => null);
  if (html === null) {
    throw new Problem(503, 'console-missing', {
      vi: 'Giao diện chưa được dựng. Hãy chạy npm start.',
      en: 'The console is not built. Run npm start.',
    });
  }
  const nonce = randomBytes(16).toString('base64');
  return c.html(html.replace(/(<meta name="csp-nonce" content=")[^"]*(")/, `$1${nonce}$2`), 200, {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      // React's style attributes: they cannot load anything, since every other source is 'self'.
      "style-src-attr 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "worker-src 'self'",
      "frame-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
  });
}
