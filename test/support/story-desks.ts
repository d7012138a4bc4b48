import { expect } from 'vitest';
import type { TaskRow } from '../../colleagues/wire.ts';
import { list, read, tell } from './story-api.ts';
import type { StoryHouse } from './story-house.ts';

/** What is done every day beside tasks: slips printed and keyed in, reminders, notices, the audit's head, a delegation. */
export async function workAtDesks(story: StoryHouse, seasonId: string): Promise<void> {
  const admin = story.api('so.admin');
  const waiting = await read<{ id: string; school: { id: string; code: string }; className: string }[]>(admin, `/api/confirmations?${new URLSearchParams({ filter: JSON.stringify({ seasonId, state: ['waiting'] }), range: '[0,0]' })}`);
  const [slip] = waiting;
  const school = story.api(`${slip?.school.code.toLowerCase()}.vanthu`);
  const printed = await school.get(`/api/slips?${new URLSearchParams({ seasonId, schoolId: slip?.school.id ?? '', className: slip?.className ?? '' })}`);
  expect([printed.status, printed.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  await tell(school, `/api/confirmations/${slip?.id}/key-in`, { answer: 'confirm' });
  const open = await read<TaskRow[]>(admin, `/api/tasks?${list({ seasonId, stepKey: 'parent-confirmation', state: ['open'] }, 4)}`);
  const taskIds = open.map((task) => task.id);
  expect(await tell(admin, '/api/reminders/preview', { taskIds })).toMatchObject({ sample: { subject: expect.stringMatching(/./) } });
  expect(await tell(admin, '/api/reminders', { taskIds })).toMatchObject({ count: expect.any(Number) });
  expect((await read<unknown[]>(admin, `/api/notices?${new URLSearchParams({ filter: JSON.stringify({ seasonId }), range: '[0,9]' })}`)).length).toBe(10);
  expect(await read(admin, '/api/audit/head')).toMatchObject({ root: expect.stringMatching(/./), signature: expect.stringMatching(/./) });
  const [colleague] = await read<{ id: string }[]>(admin, '/api/delegations/people?q=');
  const now = Date.now();
  await tell(admin, '/api/delegations', { toStaffId: colleague?.id, startsAt: new Date(now).toISOString(), endsAt: new Date(now + 86_400_000).toISOString(), reason: 'Đi công tác' });
}
