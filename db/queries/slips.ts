import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant.ts';
import type { ConfirmationState } from '../../domain/confirmation.ts';
import type { SlipValues } from '../../domain/slip.ts';
import { recordAudit } from '../audit.ts';
import type { Tx } from '../client.ts';
import { confirmations, pupils } from '../schema/families.ts';
import { units } from '../schema/people.ts';
import type { Secrets } from '../secret.ts';
import { familySeason } from './confirmation-season.ts';
import { addLinks, linkExpiry, newLink } from './parent-links.ts';
import { slipColumns, slipValues } from './slip-values.ts';

/** One paper slip. The personal number is in clear: the family checks it against the birth certificate (HP-2023 step 4). */
export type SlipSheet = {
  pupilCode: string;
  className: string;
  school: { name: string; phone: string | null };
  season: { title: string; rehearsal: boolean };
  /** Season instant. */
  closesAt: Instant;
  slip: SlipValues;
  state: ConfirmationState;
  reference: string | null;
  /** `/p/<token>` of a link made for this printing; `null` once the family has answered. */
  linkPath: string | null;
  /** Only on a slip printed when it was issued: afterwards nobody knows it but the family. */
  password: string | null;
};

export type SlipPrinting = {
  seasonId: string;
  school: { id: string; path: string };
  /** One class, or all of the school. */
  className: string | null;
  /** Passwords just issued, by confirmation: then only these pupils are printed. */
  passwords?: ReadonlyMap<string, string>;
  by: { actorId: string; actingFor: string };
  realNow: Instant;
  secrets: Secrets;
};

/** The slips of a class in the order of its list, each with a fresh link for its QR code; earlier links keep working. Audited: paper leaves the system. */
export async function prepareSlips(tx: Tx, printing: SlipPrinting): Promise<SlipSheet[]> {
  const { seasonId, school, className, passwords, secrets, realNow } = printing;
  const rows = await tx
    .select({
      id: confirmations.id,
      stepKey: confirmations.stepKey,
      state: confirmations.state,
      reference: confirmations.reference,
      pupilCode: pupils.code,
      className: pupils.className,
      slip: slipColumns,
      school: { name: units.name, phone: units.phone },
    })
    .from(confirmations)
    .innerJoin(pupils, eq(pupils.id, confirmations.pupilId))
    .innerJoin(units, eq(units.id, pupils.schoolId))
    .where(
      and(
        eq(confirmations.seasonId, seasonId),
        eq(pupils.schoolId, school.id),
        className === null ? undefined : eq(confirmations.className, className),
        passwords && inArray(confirmations.id, [...passwords.keys()]),
      ),
    )
    .orderBy(pupils.className, sql`${pupils.sortKey} collate "vi-x-icu"`, pupils.code);
  const [first] = rows;
  if (!first) return [];
  const season = await familySeason(tx, seasonId, first.stepKey);
  const waiting = rows.filter((row) => row.state === 'waiting' || row.state === 'with-teacher');
  const links = new Map(waiting.map((row) => [row.id, newLink(secrets)]));
  await addLinks(
    tx,
    [...links].map(([confirmationId, { hash }]) => ({ confirmationId, hash })),
    linkExpiry(season.clock, season.lapsesAt, realNow),
  );
  await recordAudit(tx, {
    at: realNow,
    ...printing.by,
    action: passwords ? 'slip.print-passwords' : 'slip.print',
    subjectType: 'season',
    subjectId: seasonId,
    unitPath: school.path,
    details: { className, slips: rows.length },
  });
  return rows.map((row) => {
    const link = links.get(row.id);
    return {
      pupilCode: row.pupilCode,
      className: row.className,
      school: row.school,
      season: { title: season.title, rehearsal: season.rehearsal },
      closesAt: season.closesAt,
      slip: slipValues(row.slip, secrets, 'clear'),
      state: row.state,
      reference: row.reference,
      linkPath: link ? `/p/${link.token}` : null,
      password: passwords?.get(row.id) ?? null,
    };
  });
}
