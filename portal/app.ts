import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { langOf, page } from './deps.ts';
import type { PortalDeps, PortalParts } from './deps.ts';
import { createFormKeys } from './form-key.ts';
import { mountLinks } from './link-routes.ts';
import { mountLookup } from './lookup-routes.ts';
import { PlainPage } from './state-pages.tsx';
import { mountSignIn, signInPath } from './sign-in-routes.ts';
import { mountZones } from './zone-routes.ts';
import { createTries } from './tries.ts';

const css = readFileSync(new URL('./portal.css', import.meta.url), 'utf8');

/** Personal pages: kept nowhere, sent on to nobody, with nothing but our own style sheet in them. */
const headers = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
  'Content-Security-Policy': "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
} as const;

/**
 * The parents' pages: `/p/<token>…`, `/tra-cuu`, `/dang-nhap`, `/tuyen`, `/truong/<code>`, `/portal.css`. Server HTML without JavaScript; every act is a
 * transaction of its own and needs no engine.
 */
export function createPortal(deps: PortalDeps): Hono {
  const parts: PortalParts = { ...deps, forms: createFormKeys(deps.masterKey), tries: createTries(deps.pool) };
  const app = new Hono();
  app.onError((thrown, c) => {
    deps.log?.(thrown);
    return page(
      c,
      PlainPage({ frame: { lang: langOf(c), rehearsal: false, publicUrl: deps.publicUrl, path: null, school: null }, what: 'busy' }),
      503,
    );
  });
  for (const path of ['/p/*', '/tra-cuu', signInPath, '/tuyen', '/tuyen/*', '/truong/*']) {
    app.use(path, async (c, next) => {
      for (const [name, value] of Object.entries(headers)) c.header(name, value);
      await next();
    });
    app.use(path, bodyLimit({ maxSize: 64 * 1024, onError: (c) => c.text('Nội dung quá dài; hãy rút gọn. (Too long.)', 413) }));
  }
  app.get('/portal.css', (c) => c.body(css, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=3600' }));
  mountLinks(app, parts);
  mountLookup(app, parts);
  mountSignIn(app, parts);
  mountZones(app, parts);
  // An address cut off by a text message: not the staff's page.
  for (const path of ['/p', '/p/', '/tra-cuu/*']) app.get(path, (c) => c.redirect('/tra-cuu', 302));
  return app;
}
