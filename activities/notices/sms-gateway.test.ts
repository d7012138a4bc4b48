import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createSmsGateway } from './sms-gateway.ts';

test.each([
  [200, 'accepted'],
  [429, 'retry'],
  [503, 'retry'],
  [400, 'refused'],
  [500, 'unknown'],
] as const)('a text gateway that answers %i means %s', async (status, kind) => {
  const keys: unknown[] = [];
  const gateway = createServer((request, response) => {
    keys.push(request.headers['idempotency-key']);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const sms = createSmsGateway({ url: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`, timeoutMs: 2_000 });
  expect(await sms.send({ noticeId: 'n1', to: '0912345678', text: 'Đã nhận', seasonId: null, at: 0 })).toMatchObject({ kind });
  expect(keys).toEqual(['n1']);
  await new Promise((resolve) => gateway.close(resolve));
});

test('a text gateway that nobody answers at is tried later; one in clear over a network is refused', async () => {
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const { port } = gone.address() as AddressInfo;
  await new Promise((resolve) => gone.close(resolve));
  const sms = createSmsGateway({ url: `http://127.0.0.1:${port}/`, timeoutMs: 2_000 });
  expect(await sms.send({ noticeId: 'n', to: '0', text: 'x', seasonId: null, at: 0 })).toMatchObject({ kind: 'retry' });
  expect(() => createSmsGateway({ url: 'http://sms.example.vn/', timeoutMs: 1 })).toThrow('https');
});
