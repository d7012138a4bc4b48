import { z } from '@hono/zod-openapi';
import { taskStates } from '../../domain/task.ts';
import { clean } from '../../domain/text.ts';
import { answerTask, keyWithin } from '../answer-task.ts';
import { EngineAway } from '../engine.ts';
import { engineAway, Problem } from '../problem.ts';
import { byId, uuid, verb } from '../verb.ts';

const moved = z.object({ state: z.enum(taskStates), version: z.int() });
const version = z.int().min(1);
const words = (most: number) =>
  z
    .string()
    .max(most)
    .transform((given) => given.normalize('NFC').trim());

const submit = verb({
  method: 'post',
  path: '/api/tasks/{id}/submit',
  summary: 'Submit the form',
  access: { action: 'task.answer', target: 'unit' },
  params: byId,
  idempotent: true,
  answer: moved,
  body: z.object({ answers: z.record(z.string().max(80), z.unknown()), version }),
  handle: (ctx, { params, body, key }) =>
    answerTask(ctx, { taskId: params.id, key, action: 'submit', answers: body.answers, reason: null, version: body.version }),
});

const accept = verb({
  method: 'post',
  path: '/api/tasks/{id}/accept',
  summary: 'Accept what was submitted',
  access: { action: 'task.review', target: 'unit' },
  params: byId,
  idempotent: true,
  answer: moved,
  body: z.object({ version, note: words(2000).nullish() }),
  handle: (ctx, { params, body, key }) =>
    answerTask(ctx, { taskId: params.id, key, action: 'accept', answers: {}, reason: body.note || null, version: body.version }),
});

const giveBack = verb({
  method: 'post',
  path: '/api/tasks/{id}/return',
  summary: 'Return with a reason',
  access: { action: 'task.review', target: 'unit' },
  params: byId,
  idempotent: true,
  answer: moved,
  body: z.object({ version, reason: words(2000).pipe(z.string().min(1)) }),
  handle: (ctx, { params, body, key }) =>
    answerTask(ctx, { taskId: params.id, key, action: 'return', answers: {}, reason: body.reason, version: body.version }),
});

const AT_ONCE = 8;

const acceptMany = verb({
  method: 'post',
  path: '/api/tasks/accept',
  summary: 'Accept many; each is decided by itself',
  access: { action: 'task.review', target: 'unit' },
  idempotent: true,
  body: z.object({ ids: z.array(uuid).min(1).max(200), note: z.string().max(2000).transform(clean).nullish() }),
  answer: z.array(z.object({ id: z.uuid(), ok: z.boolean(), error: z.object({ code: z.string(), message: z.string() }).optional() })),
  async handle(ctx, { body, key }) {
    const ids = [...new Set(body.ids)];
    const done = new Map<string, { id: string; ok: boolean; error?: object }>();
    const waiting = ids.values();
    const work = async () => {
      for (const id of waiting) {
        done.set(
          id,
          await answerTask(ctx, {
            taskId: id,
            key: keyWithin(key, id),
            action: 'accept',
            answers: {},
            reason: body.note || null,
            version: null,
          })
            .then(() => ({ id, ok: true }))
            .catch((thrown: unknown) => ({ id, ok: false, error: problemOf(thrown).body(ctx.lang).error })),
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return ids.map((id) => done.get(id));
  },
});

function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof EngineAway) return engineAway();
  throw thrown;
}

export const taskAnswerVerbs = [acceptMany, submit, accept, giveBack];
