import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { RouteConfig } from '@hono/zod-openapi';
import type { Verb } from './verb.ts';

const problem = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      fields: z.record(z.string(), z.string()).optional(),
      by: z.object({ name: z.string(), unit: z.string() }).optional(),
    }),
  })
  .openapi('Problem');

const wrong = (description: string) => ({ description, content: { 'application/json': { schema: problem } } });

/** The description of every verb, as OpenAPI 3.1; `x-access` says who may call. */
export function openApiDocument(verbs: readonly Verb[]) {
  const registry = new OpenAPIHono();
  registry.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'mua_session' });
  for (const verb of verbs) registry.openAPIRegistry.registerPath(describe(verb));
  return registry.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Mùa',
      version: '0.1.0',
      description: 'School seasons: units, staff, seasons, tasks, confirmations. See docs/interface.md.',
    },
  });
}

function describe(verb: Verb): RouteConfig {
  const open = verb.access === 'public';
  return {
    method: verb.method,
    path: verb.path,
    summary: verb.summary,
    tags: [verb.path.split('/')[2] ?? 'mua'],
    security: open ? [] : [{ session: [] }],
    'x-access': verb.access === 'public' ? 'public' : verb.access.action,
    request: {
      ...(verb.params && { params: verb.params as z.ZodObject }),
      ...(verb.query && { query: verb.query as z.ZodObject }),
      ...(verb.idempotent && { headers: z.object({ 'Idempotency-Key': z.uuid() }) }),
      ...(verb.body && { body: { required: true, content: { 'application/json': { schema: verb.body } } } }),
      ...(verb.upload && {
        body: {
          required: true,
          content: { 'multipart/form-data': { schema: z.object({ file: z.string().openapi({ format: 'binary' }) }) } },
        },
      }),
    },
    responses: {
      [verb.status ?? 200]:
        verb.status === 204 ? { description: 'Done' } : { description: 'Answer', content: { 'application/json': { schema: verb.answer } } },
      ...(!open && { 401: wrong('Sign in first'), 403: wrong('Not allowed') }),
      ...(verb.params && { 404: wrong('Missing, or not yours to see') }),
      ...(verb.idempotent && { 409: wrong('Refused: somebody was faster, or not in this state') }),
      422: wrong('Bad input'),
    },
  };
}
