import type { Context, Hono } from 'hono';
import { withActor } from '../db/actor.ts';
import { newestDecidedYear, publicSchool, schoolsOfPlace, searchPlaces } from '../db/queries/public-zones.ts';
import { localDateOf } from '../domain/instant.ts';
import { langOf, looseFrame, page } from './deps.ts';
import type { PortalParts } from './deps.ts';
import { NoSchoolPage, PlacePage, PlaceSearchPage, SchoolPage } from './zone-pages.tsx';

/** The same for everybody: caches between us and a crowd may answer for five minutes (HP-2023 step 5: published to parents). */
const cached = 'public, max-age=300';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** `/tuyen` "which school is mine, and why" and `/truong/<code>`: no personal data in, none out. */
export function mountZones(app: Hono, parts: PortalParts): void {
  const inTx = <T>(run: Parameters<typeof withActor<T>>[2]): Promise<T> => withActor(parts.db, { kind: 'anonymous' }, run);
  app.get('/tuyen', async (c) => {
    const typed = (c.req.query('q') ?? '').slice(0, 100).trim();
    const year = await inTx(newestDecidedYear);
    const found = year === null || typed === '' ? null : await inTx((tx) => searchPlaces(tx, year, typed));
    return shown(c, PlaceSearchPage({ frame: await looseFrame(parts, c, '/tuyen'), typed, found, open: year !== null }));
  });
  app.get('/tuyen/:id', async (c) => {
    const id = c.req.param('id').toLowerCase();
    const year = await inTx(newestDecidedYear);
    const answer = year === null || !uuid.test(id) ? null : await inTx((tx) => schoolsOfPlace(tx, year, id, localDateOf(parts.realNow())));
    if (year === null || answer === null) return c.redirect(langOf(c) === 'en' ? '/tuyen?lang=en' : '/tuyen', 302);
    return shown(c, PlacePage({ frame: await looseFrame(parts, c, `/tuyen/${id}`), answer, year }));
  });
  app.get('/truong/:code', async (c) => {
    const code = c.req.param('code').slice(0, 60);
    const year = await inTx(newestDecidedYear);
    const school = year === null ? null : await inTx((tx) => publicSchool(tx, year, code));
    if (year === null || school === null) return page(c, NoSchoolPage({ frame: await looseFrame(parts, c, null) }), 404);
    return shown(c, SchoolPage({ frame: await looseFrame(parts, c, `/truong/${encodeURIComponent(school.code)}`), school, year }));
  });
}

function shown(c: Context, element: Parameters<typeof page>[1]): Promise<Response> {
  c.header('Cache-Control', cached);
  return page(c, element);
}
