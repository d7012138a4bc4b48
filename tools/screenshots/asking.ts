import { randomUUID } from 'node:crypto';
import type { Session } from '../../colleagues/session.ts';

export const list = (filter: Record<string, unknown>): string => new URLSearchParams({ filter: JSON.stringify(filter), range: '[0,9]' }).toString();

export async function read<T>(who: Session, path: string): Promise<T> {
  const { status, body } = await who.get(path);
  if (status >= 300) throw new Error(`${path} answered ${status}: ${JSON.stringify(body).slice(0, 300)}`);
  return body as T;
}

export async function tell<T>(who: Session, path: string, given: unknown, method: 'POST' | 'PUT' = 'POST'): Promise<T> {
  const { status, body } = await who.send(method, path, given, randomUUID());
  if (status >= 300) throw new Error(`${path} answered ${status}: ${JSON.stringify(body).slice(0, 300)}`);
  return body as T;
}
