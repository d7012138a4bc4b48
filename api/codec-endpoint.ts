import type { Hono } from 'hono';
import { z } from 'zod';
import { withActor } from '../db/actor.ts';
import { recordAudit } from '../db/audit.ts';
import { standingFor } from '../domain/policy.ts';
import type { Deps } from './deps.ts';
import { bodyWithin } from './edge/body.ts';
import { checkSameOrigin, signedIn } from './edge/context.ts';
import { notAllowed, Problem, tooLarge } from './problem.ts';

/** A payload as Temporal's JSON carries it: base64 metadata and data. */
export type WirePayload = { metadata?: Record<string, string>; data?: string };
export type Codec = { decode(payloads: WirePayload[]): Promise<WirePayload[]> };

const shape = z.object({
  payloads: z.array(z.object({ metadata: z.record(z.string(), z.string()).optional(), data: z.string().optional() })).max(1000),
});

/** A history's payloads at once; the engine itself takes no more than 2 MB each. */
const LARGEST_BODY = 20 * 1024 * 1024;

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** `POST /codec/decode`: the Temporal UI's codec server, for people with `engine.read`; each call is audited. */
export function mountCodec(app: Hono, deps: Deps): void {
  app.post('/codec/decode', async (c) => {
    const { actor, who, now, me } = await signedIn(deps, c);
    // The UI cannot carry our token; the browser's word about the origin takes its place.
    checkSameOrigin(c);
    const standing = standingFor(actor, 'engine.read');
    if (!standing) throw notAllowed();
    const body = await bodyWithin(c.req.raw, LARGEST_BODY);
    if (body === null) throw tooLarge();
    const given = shape.safeParse(jsonOf(body));
    if (!given.success)
      throw new Problem(400, 'not-payloads', {
        vi: 'Dữ liệu gửi lên không phải payload của Temporal.',
        en: 'These are not Temporal payloads.',
      });
    const payloads = await deps.codec.decode(given.data.payloads).catch(() => {
      throw new Problem(422, 'not-ours', {
        vi: 'Không giải mã được bằng khoá hiện tại.',
        en: 'The present key does not open these payloads.',
      });
    });
    await withActor(deps.db, who, (tx) =>
      recordAudit(tx, {
        at: now,
        actorId: me.id,
        actingFor: standing.staffId,
        action: 'engine.decode',
        subjectType: 'namespace',
        subjectId: c.req.header('X-Namespace')?.slice(0, 100) ?? deps.config.temporal.namespace,
        unitPath: standing.unitPath,
        details: { payloads: payloads.length },
      }),
    );
    c.header('Cache-Control', 'no-store');
    return c.json({ payloads });
  });
}
