import type { Context } from 'hono';
import type { FC } from 'hono/jsx';
import type { Pool } from 'pg';
import { withActor } from '../db/actor.ts';
import type { Db } from '../db/client.ts';
import { anyRealSeason } from '../db/queries/parent-view.ts';
import type { ParentView } from '../db/queries/parent-view.ts';
import type { Secrets } from '../db/secret.ts';
import type { Instant } from '../domain/instant.ts';
import type { FormKeys } from './form-key.ts';
import type { Frame } from './layout.tsx';
import type { Tries } from './tries.ts';
import type { Lang } from './words.ts';

export type PortalDeps = {
  /** Role `mua_api`: under row-level security. */
  db: Db;
  pool: Pool;
  secrets: Secrets;
  masterKey: Buffer;
  publicUrl: string;
  realNow: () => Instant;
  /** The peer's address, for counting wrong tries. */
  addressOf: (c: Context) => string;
  /** What broke, for the log; it never carries the token. */
  log?: (thrown: unknown) => void;
};
export type PortalParts = PortalDeps & { forms: FormKeys; tries: Tries };

export function langOf(c: Context): Lang {
  return c.req.query('lang') === 'en' ? 'en' : 'vi';
}

/** `path`: of the page, when it can be asked for again. */
export function frameOf(parts: PortalParts, c: Context, view: ParentView, path: string | null): Frame {
  return { lang: langOf(c), rehearsal: view.season.rehearsal, publicUrl: parts.publicUrl, path, school: view.school };
}

/** Of a page that belongs to no season: marked as a rehearsal as long as nothing real is going on. */
export async function looseFrame(parts: PortalParts, c: Context, path: string | null): Promise<Frame> {
  const real = await withActor(parts.db, { kind: 'anonymous' }, anyRealSeason);
  return { lang: langOf(c), rehearsal: !real, publicUrl: parts.publicUrl, path, school: null };
}

export async function page(
  c: Context,
  element: ReturnType<FC>,
  status: 200 | 403 | 404 | 409 | 410 | 422 | 429 | 503 = 200,
): Promise<Response> {
  // Only function components are made here; they give a node, whose text is its markup.
  const markup: { toString: () => string | Promise<string> } = (await element) ?? '';
  return c.html(`<!doctype html>${await markup.toString()}`, status);
}

/** Where a page is read from: always a path of our own, never a host that a request named. */
export function seeOther(path: string, lang: Lang): Response {
  return new Response(null, { status: 303, headers: { Location: lang === 'en' ? `${path}?lang=en` : path } });
}
