import { z } from 'zod';
import { clean } from '../../domain/text.ts';
import type { Answer, Population, PopulationBatch, Reply } from './port.ts';

const text = z.string().max(500).transform(clean);
const record = z.object({
  fullName: text, address: text,
  birthDate: z.union([z.literal(''), z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)]),
  sex: z.enum(['male', 'female', '']),
});
const answersShape = z.object({
  answers: z.array(z.discriminatedUnion('found', [
    z.object({ ref: z.string(), found: z.literal(true), record }),
    z.object({ ref: z.string(), found: z.literal(false) }),
  ])),
});

const largestAnswer = 4 * 1024 * 1024;
const longestPauseMs = 15 * 60_000;

export type HttpPopulationOptions = { url: string; timeoutMs?: number; now?: () => number };

/**
 * `POST <url>/v1/check` with the questions as JSON and the batch's key as `Idempotency-Key`. One try: whoever calls tries again, after `Retry-After`
 * when the other side is full. An answer that is not exactly about what was asked is thrown away whole: half of it may be somebody else's.
 */
export function createHttpPopulation({ url, timeoutMs = 30_000, now = Date.now }: HttpPopulationOptions): Population {
  const address = `${url.replace(/\/$/, '')}/v1/check`;
  return {
    async check(batch) {
      try {
        const response = await fetch(address, {
          method: 'POST', redirect: 'error', signal: AbortSignal.timeout(timeoutMs),
          headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Idempotency-Key': batch.key },
          body: JSON.stringify({ questions: batch.questions }),
        });
        if (response.status === 200) return answersOf(await bodyOf(response), batch);
        await response.body?.cancel();
        const afterMs = pauseOf(response.headers.get('retry-after'), now());
        if (response.status === 429) return { kind: 'later', why: 'rate-limited', afterMs };
        return { kind: 'later', why: response.status >= 500 ? 'away' : 'garbled', afterMs };
      } catch {
        // Refused, reset, timed out: what was said names an address and helps nobody.
        return { kind: 'later', why: 'away', afterMs: null };
      }
    },
  };
}

/** Null when it is longer than anything we take. */
async function bodyOf(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largestAnswer) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answersOf(body: string | null, { questions }: PopulationBatch): Reply {
  const garbled: Reply = { kind: 'later', why: 'garbled', afterMs: null };
  const parsed = answersShape.safeParse(jsonOf(body));
  if (!parsed.success) return garbled;
  const answers: Answer[] = parsed.data.answers;
  const asked = new Set(questions.map((one) => one.ref));
  const answered = new Set(answers.map((one) => one.ref));
  const exact = answers.length === asked.size && answered.size === asked.size && answers.every((one) => asked.has(one.ref));
  return exact ? { kind: 'answered', answers } : garbled;
}

function jsonOf(body: string | null): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return null;
  }
}

/** `Retry-After` in seconds or as a date; a quarter of an hour at most, so that a wrong clock over there stops nobody for days. */
function pauseOf(header: string | null, now: number): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), longestPauseMs) : null;
}
