import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter } from '@temporalio/common';
import { expect, test } from 'vitest';
import { createCodec, WrongKey } from './codec.ts';

const codec = createCodec(randomBytes(32));
const payload = defaultPayloadConverter.toPayload({ unitCode: 'S0001', title: 'Đỗ Thị Hường' });

test('a sealed payload opens to the same, and shows nothing', async () => {
  const [sealed] = await codec.encode([payload]);
  expect(Buffer.from(sealed?.data ?? []).includes(Buffer.from('S0001'))).toBe(false);
  const [opened] = await codec.decode([sealed ?? {}]);
  expect(defaultPayloadConverter.fromPayload(opened ?? {})).toEqual({ unitCode: 'S0001', title: 'Đỗ Thị Hường' });
});

test('the same payload twice is sealed differently', async () => {
  const [one, other] = await codec.encode([payload, payload]);
  expect(Buffer.from(one?.data ?? []).equals(Buffer.from(other?.data ?? []))).toBe(false);
});

test('another key is named as such, not taken for broken data', async () => {
  const sealed = await codec.encode([payload]);
  await expect(createCodec(randomBytes(32)).decode(sealed)).rejects.toThrow(WrongKey);
});

test('a changed bit is refused; what was never sealed passes', async () => {
  const [sealed] = await codec.encode([payload]);
  const data = Buffer.from(sealed?.data ?? []);
  data[20] = (data[20] ?? 0) ^ 1;
  await expect(codec.decode([{ ...sealed, data }])).rejects.toThrow();
  expect(await codec.decode([payload])).toEqual([payload]);
});
