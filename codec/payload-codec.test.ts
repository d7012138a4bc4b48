import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter } from '@temporalio/common';
import { assert, asyncProperty, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPayloadCodec, WrongCodecKey } from './payload-codec.ts';

const key = Buffer.alloc(32, 7);

describe('the payload codec', () => {
  it('gives back what it sealed, and shows none of it', async () => {
    const codec = createPayloadCodec(key);
    await assert(
      asyncProperty(string({ minLength: 8 }), async (word) => {
        const clear = defaultPayloadConverter.toPayload({ word });
        const [sealed] = await codec.encode([clear]);
        expect(Buffer.from(sealed?.data ?? []).includes(Buffer.from(word))).toBe(false);
        const [opened] = await codec.decode([sealed ?? {}]);
        expect(defaultPayloadConverter.fromPayload(opened ?? {})).toEqual({ word });
      }),
      { seed: 11, numRuns: 50 },
    );
  });

  it('names the keys when they differ', async () => {
    const [sealed] = await createPayloadCodec(key).encode([defaultPayloadConverter.toPayload('season')]);
    await expect(createPayloadCodec(randomBytes(32)).decode([sealed ?? {}])).rejects.toThrow(WrongCodecKey);
  });

  it('refuses a payload that was changed on the way', async () => {
    const codec = createPayloadCodec(key);
    const [sealed] = await codec.encode([defaultPayloadConverter.toPayload('season')]);
    const data = Buffer.from(sealed?.data ?? []);
    data.writeUInt8(data.readUInt8(20) ^ 1, 20);
    await expect(codec.decode([{ ...sealed, data }])).rejects.toThrow();
  });

  it('leaves payloads of others as they are', async () => {
    const clear = defaultPayloadConverter.toPayload('plain');
    expect(await createPayloadCodec(key).decode([clear])).toEqual([clear]);
  });
});
