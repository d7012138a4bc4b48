import type { Context, Hono } from 'hono';
import { withActor } from '../db/actor.ts';
import { findByReference, parentView } from '../db/queries/parent-view.ts';
import type { ParentView } from '../db/queries/parent-view.ts';
import { referenceTyped } from '../domain/confirmation-reference.ts';
import { dateOf } from '../domain/instant.ts';
import type { LocalDate } from '../domain/instant.ts';
import { textOf } from './claim-form.ts';
import { frameOf, looseFrame, page } from './deps.ts';
import type { PortalParts } from './deps.ts';
import { LookupPage } from './lookup-page.tsx';
import { AnsweredPage, PlainPage } from './state-pages.tsx';

const names = ['reference', 'birth-day', 'birth-month', 'birth-year'] as const;

/**
 * `/tra-cuu`: by reference number, with the pupil's birth date to supplement it, never birth date alone. What does
 * not fit gives one answer, whether number or date was wrong, and costs a try.
 */
export function mountLookup(app: Hono, parts: PortalParts): void {
  app.get('/tra-cuu', async (c) => page(c, LookupPage({ frame: await looseFrame(parts, c, '/tra-cuu'), typed: {}, nothingFound: false })));
  app.post('/tra-cuu', async (c) => {
    const body = await c.req.formData().catch(() => new FormData());
    const typed = Object.fromEntries(names.map((name) => [name, textOf(body, name).slice(0, 40)]));
    const reference = referenceTyped(typed['reference'] ?? '');
    const who = parts.addressOf(c);
    const wait =
      (await parts.tries.blocked('lookup', who)) ?? (reference === null ? null : await parts.tries.blocked('reference', reference));
    if (wait !== null) return tooMany(parts, c, wait);
    const view = await find(parts, reference, birthDateOf(typed));
    if (view) return page(c, AnsweredPage({ frame: frameOf(parts, c, view, null), view, values: false }));
    const waits = await Promise.all([
      parts.tries.wrong('lookup', who),
      reference === null ? null : parts.tries.wrong('reference', reference),
    ]);
    const longest = waits.find((one) => one !== null) ?? null;
    if (longest !== null) return tooMany(parts, c, longest);
    return page(c, LookupPage({ frame: await looseFrame(parts, c, '/tra-cuu'), typed, nothingFound: true }), 422);
  });
}

async function tooMany(parts: PortalParts, c: Context, wait: number): Promise<Response> {
  c.header('Retry-After', String(wait));
  return page(c, PlainPage({ frame: await looseFrame(parts, c, null), what: 'tooMany' }), 429);
}

function birthDateOf(typed: Record<string, string>): LocalDate | null {
  const [day, month, year] = ['birth-day', 'birth-month', 'birth-year'].map((name) => Number((typed[name] ?? '').trim() || NaN));
  return day && month && year ? dateOf(year, month, day) : null;
}

/** Both halves are always asked, so that a wrong number and a wrong birthday take the same time. */
async function find(parts: PortalParts, reference: string | null, birthDate: LocalDate | null): Promise<ParentView | null> {
  const asked = reference ?? 'XN-0000-0000';
  const found = await withActor(parts.db, { kind: 'anonymous', reference: asked }, (tx) => findByReference(tx, asked));
  const who = found ?? { confirmationId: '00000000-0000-0000-0000-000000000000', pupilId: '' };
  const view = await withActor(parts.db, { kind: 'parent', ...who }, (tx) =>
    parentView(tx, who.confirmationId, parts.secrets, parts.realNow()),
  );
  return view !== null && birthDate !== null && view.birthDate === birthDate ? view : null;
}
