import type { AuditEntry } from '../provider/records.ts';

type Translate = (key: string, options?: Record<string, unknown>) => string;

/** Who decided; and in whose place, when it was delegated. */
export function who(entry: Pick<AuditEntry, 'actor' | 'actingFor'>, t: Translate): string {
  if (!entry.actor) return t('mua.system');
  const stands = entry.actingFor && entry.actingFor.id !== entry.actor.id;
  return stands ? t('mua.audit.for', { name: entry.actor.name, other: entry.actingFor?.name ?? '' }) : entry.actor.name;
}
