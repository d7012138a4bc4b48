import { expect } from 'vitest';
import type { Session } from '../../colleagues/session.ts';

/** Reads what must be there. */
export const read = async <T>(who: Session, path: string): Promise<T> => {
  const { status, body } = await who.get(path);
  expect(status, path).toBe(200);
  return body as T;
};

/** Says something once, and it is taken. */
export const tell = async (who: Session, path: string, body: object, method: 'POST' | 'PUT' = 'POST'): Promise<unknown> => {
  const answer = await who.send(method, path, body, crypto.randomUUID());
  expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body;
};

/** A react-admin list query, soonest first. */
export const list = (filter: object, to = 999): string => new URLSearchParams({ filter: JSON.stringify(filter), range: `[0,${to}]`, sort: '["dueAt","ASC"]' }).toString();
