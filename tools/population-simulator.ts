import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IdentityRecord } from '../domain/identity-match.ts';

/** How the national database behaves just now. `wrong`: answers about others; `garbled`: half an answer. */
export type PopulationMode = 'well' | 'slow' | 'down' | 'rate-limited' | 'wrong' | 'garbled';

export type Citizen = IdentityRecord & { number: string };
/** What the database has otherwise than the school, by kind. */
export type Deviation = 'name' | 'birth-date' | 'sex' | 'address' | 'not-found' | 'other-person' | 'capitals' | 'none';

export type SimulatorOptions = {
  /** Asked once, at the first request. */
  citizens: () => Promise<Iterable<Citizen>>;
  seed: number;
  /** Of a thousand, how many the database has otherwise; 29 as in Hồ Chí Minh City 2023 (49,000 of 1.7 million). */
  perMille?: number;
  slowMs?: number;
  retryAfterSeconds?: number;
};
export type PopulationSimulator = {
  url: string;
  set: (mode: PopulationMode) => void;
  /** Requests that were answered, without repeats of the same key. */
  counted: () => number;
  stop: () => Promise<void>;
};

const kinds = ['name', 'birth-date', 'sex', 'address', 'not-found', 'other-person'] as const;

/** Whose record differs, and how: the same for the same seed and number. */
export function deviationOf(seed: number, number: string, perMille: number): Deviation {
  const drawn = createHash('sha256').update(`${seed}/${number}`).digest();
  if (drawn.readUInt32BE(0) % 1000 < perMille) return kinds[drawn.readUInt32BE(4) % kinds.length] ?? 'name';
  return (drawn[8] ?? 0) < 128 ? 'capitals' : 'none';
}

const altered = {
  name: (one) => ({ ...one, fullName: `${one.fullName.split(' ').slice(0, -1).join(' ')} ${one.fullName.endsWith('Anh') ? 'Ánh' : 'Anh'}`.trim() }),
  'birth-date': (one) => ({ ...one, birthDate: `${one.birthDate.slice(0, 8)}${one.birthDate.endsWith('01') ? '02' : '01'}` }),
  sex: (one) => ({ ...one, sex: one.sex === 'male' ? 'female' : 'male' }),
  address: (one) => ({ ...one, address: `Thôn Đông, ${one.address}` }),
  'not-found': () => null,
  'other-person': () => ({ fullName: 'VŨ VĂN KHÁC', birthDate: '1961-02-03', sex: 'male', address: 'Thôn Đoài, Xã An Hoà' }),
  capitals: (one) => ({ ...one, fullName: one.fullName.toUpperCase() }),
  none: (one) => one,
} as const satisfies Record<Deviation, (one: IdentityRecord) => IdentityRecord | null>;

type Wire = { status: number; body: string; headers?: Record<string, string> };
type Asked = { questions: { ref: string; number: string }[] };

/** The population database as a real HTTP server on loopback, for rehearsals and tests: `POST /v1/check`, deterministic by seed. */
export async function startPopulationSimulator(options: SimulatorOptions): Promise<PopulationSimulator> {
  const { seed, perMille = 29, slowMs = 2_000, retryAfterSeconds = 1 } = options;
  let mode: PopulationMode = 'well';
  let known: Promise<Map<string, IdentityRecord>> | undefined;
  const answered = new Set<string>();
  const load = async () => new Map([...(await options.citizens())].map((one) => [one.number, one]));

  const recordOf = async (number: string): Promise<IdentityRecord | null> => {
    known ??= load();
    const citizen = (await known).get(number);
    return citizen ? altered[deviationOf(seed, number, perMille)](plain(citizen)) : null;
  };
  const answerTo = async (request: IncomingMessage): Promise<Wire> => {
    if (mode === 'slow') await sleep(slowMs);
    if (mode === 'rate-limited') return { status: 429, body: '', headers: { 'Retry-After': String(retryAfterSeconds) } };
    if (mode === 'down') return { status: 503, body: '' };
    if (request.method !== 'POST' || request.url !== '/v1/check') return { status: 404, body: '' };
    const { questions } = JSON.parse(await bodyOf(request)) as Asked;
    const key = String(request.headers['idempotency-key'] ?? '');
    const answers = [];
    for (const { ref, number } of questions) {
      const record = await recordOf(number);
      answers.push(record ? { ref, found: true, record } : { ref, found: false });
    }
    const body = JSON.stringify({ answers });
    if (mode === 'garbled') return { status: 200, body: body.slice(0, body.length / 2) };
    if (mode === 'wrong') return { status: 200, body: JSON.stringify({ answers: answers.map((one) => ({ ...one, ref: `${one.ref}x` })) }) };
    if (key !== '') answered.add(key);
    return { status: 200, body };
  };
  const server = createServer((request, response) => {
    answerTo(request).then((wire) => send(response, wire), () => send(response, { status: 400, body: '' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set: (next) => void (mode = next),
    counted: () => answered.size,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const plain = ({ fullName, birthDate, sex, address }: IdentityRecord): IdentityRecord => ({ fullName, birthDate, sex, address });

function send(response: ServerResponse, { status, body, headers = {} }: Wire): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
