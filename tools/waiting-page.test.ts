import { expect, it } from 'vitest';
import { holdPort } from './waiting-page.ts';

it('holds the port with a page that says to wait, and lets it go', async () => {
  const held = await holdPort(0);
  const answer = await fetch(`http://127.0.0.1:${held.port}/`);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('Mùa đang khởi động');
  await expect(holdPort(held.port)).rejects.toThrow(/^Port \d+ is taken by another program: stop that program or choose another port with --port\.$/);
  await held.release();
  await held.release();
  await (await holdPort(held.port)).release();
});
