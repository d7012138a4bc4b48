import { groupBy } from '../../domain/group-by.ts';
import type { Instant } from '../../domain/instant.ts';
import type { NoticeRequest, NoticeTemplate } from '../../domain/notice.ts';
import type { Role } from '../../domain/policy.ts';
import type { Tx } from '../client.ts';
import { queueNotices, staffRecipients } from './notices.ts';
import type { EngineSeason } from './season-engine.ts';

/** A task as its notices tell of it. `toUnitId`: whose people are told. */
export type ToldTask = { id: string; toUnitId: string; unitName: string; unitPath: string; title: string; dueAt: Instant; clause: string };

export const doers: readonly Role[] = ['officer', 'clerk'];
export const doersAndHeads: readonly Role[] = ['officer', 'clerk', 'leader', 'principal'];
export const heads: readonly Role[] = ['leader', 'principal', 'officer'];
/** A list longer than this is for the screen, not for a letter. */
const titlesShown = 12;

type Telling = {
  season: Pick<EngineSeason, 'id' | 'title' | 'rehearsal'>; template: NoticeTemplate; key: string; roles: readonly Role[]; more?: Record<string, string | number>;
  /** Tell this member of staff alone, if one of those; everybody otherwise. */
  only?: string;
};

/** One notice a person and moment, however many tasks it is about. Its key is `key`, the person and the first task told of. */
export async function tellOfTasks(tx: Tx, told: readonly ToldTask[], { season, template, key, roles, more = {}, only }: Telling): Promise<number> {
  const byUnit = groupBy(told, (task) => task.toUnitId);
  const everybody = await staffRecipients(tx, [...byUnit.keys()], roles);
  const alone = everybody.filter((person) => person.staffId === only);
  const people = alone.length > 0 ? alone : everybody;
  const requests = people.flatMap((person): NoticeRequest[] => {
    const tasks = byUnit.get(person.unitId) ?? [];
    const first = tasks[0];
    if (!first) return [];
    const several = new Set(tasks.map((task) => task.unitPath)).size > 1;
    const lines = tasks.slice(0, titlesShown).map((task) => (several ? `${task.unitName}: ${task.title}` : task.title));
    if (tasks.length > titlesShown) lines.push(`… và ${tasks.length - titlesShown} việc khác`);
    return [{
      template, channel: 'email', dedupeKey: `${key}/${person.staffId}/${first.id}`,
      recipient: { kind: 'staff', id: person.staffId, address: person.email },
      unitPath: person.unitPath, seasonId: season.id, taskId: tasks.length === 1 ? first.id : null, rehearsal: season.rehearsal,
      data: {
        name: person.name, unit: several ? person.unitName : first.unitName, season: season.title, seasonId: season.id, title: lines.join('\n'), count: tasks.length,
        dueAt: Math.min(...tasks.map((task) => task.dueAt)), clause: first.clause, ...(tasks.length === 1 && { taskId: first.id }), ...more,
      },
    }];
  });
  return await queueNotices(tx, requests);
}
