import type { Context, Hono } from 'hono';
import { z } from '@hono/zod-openapi';
import { may } from '../../domain/policy.ts';
import type { Text } from '../../domain/plan.ts';
import type { Deps } from '../deps.ts';
import { Page } from '../list.ts';
import { badInput, notAllowed, notFound, Problem, tooLarge } from '../problem.ts';
import { storable } from '../storable.ts';
import type { Access, Ctx, Parse, StaffCtx, Verb } from '../verb.ts';
import { bodyWithin } from './body.ts';
import { checkCsrf, checkSameOrigin, contextOf, signedIn } from './context.ts';

const LARGEST_BODY = 1024 * 1024;

/** Puts a verb on its path: session, token, floor of the policy, input, answer. */
export function mount(app: Hono, deps: Deps, verb: Verb): void {
  app.on(verb.method.toUpperCase(), verb.path.replace(/\{(\w+)\}/g, ':$1'), async (c) => {
    const ctx = verb.access === 'public' ? anybody(deps, c) : await allowedStaff(deps, c, verb.access);
    const given = {
      params: c.req.param(),
      query: c.req.query(),
      body: verb.body ? await bodyOf(c) : undefined,
      key: verb.idempotent ? keyOf(c) : '',
    };
    return answer(c, verb, await verb.run(ctx, given, parse));
  });
}

/** Nobody has a token yet; another site must still not sign somebody in as a person of its choice. */
function anybody(deps: Deps, c: Context): Ctx {
  if (c.req.method !== 'GET') checkSameOrigin(c);
  return contextOf(deps, c);
}

async function allowedStaff(deps: Deps, c: Context, access: Access): Promise<StaffCtx> {
  const ctx = await signedIn(deps, c);
  checkCsrf(c, ctx.me);
  if (access.action !== 'staff' && !may(ctx.actor, access.action)) throw notAllowed();
  return ctx;
}

function answer(c: Context, verb: Verb, result: unknown): Response {
  c.header('Cache-Control', 'no-store');
  if (result instanceof Response) return result;
  if (result instanceof Page) return c.json(result.rows, 200, { 'Content-Range': result.contentRange });
  if (verb.status === 204) return c.body(null, 204);
  return c.json(result as object, verb.status ?? 200);
}

async function bodyOf(c: Context): Promise<unknown> {
  const bytes = await bodyWithin(c.req.raw, LARGEST_BODY);
  if (bytes === null) throw tooLarge();
  const text = bytes.toString('utf8');
  try {
    return text === '' ? {} : JSON.parse(text, storable);
  } catch {
    throw new Problem(400, 'not-json', { vi: 'Dữ liệu gửi lên không đọc được.', en: 'The body is not readable JSON.' });
  }
}

function keyOf(c: Context): string {
  const key = z.uuid().safeParse(c.req.header('Idempotency-Key'));
  if (!key.success) {
    throw new Problem(400, 'idempotency-key', {
      vi: 'Yêu cầu thiếu mã chống gửi trùng. Hãy tải lại trang.',
      en: 'Send an Idempotency-Key header with a UUID.',
    });
  }
  return key.data.toLowerCase();
}

const parse: Parse = (schema, value) => {
  if (!schema) return undefined as never;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields: Record<string, Text> = {};
  for (const issue of result.error.issues) {
    fields[issue.path.join('.') || 'body'] ??= { vi: 'Giá trị chưa đúng; hãy kiểm tra lại.', en: issue.message };
  }
  // An id that is no UUID cannot exist: same answer as a missing one.
  if ('id' in fields && Object.keys(fields).length === 1) throw notFound();
  throw badInput(fields);
};
