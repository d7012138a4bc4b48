import type { Ground } from '../../bench/ground/ground.ts';
import type { AnswerTask, AnswerOutcome } from '../../workflows/contracts/duty.ts';

export type LedgerFigures = { acknowledged: number; lost: number; doubled: number };

/** What people were told, kept by those who asked and not by what is tested. */
export class Ledger {
  private readonly told = new Map<string, { answer: AnswerTask; outcome: AnswerOutcome }>();
  private readonly changed: string[] = [];

  /** The same answer may be told again, but never otherwise. */
  note(answer: AnswerTask, outcome: AnswerOutcome): void {
    const before = this.told.get(answer.answerId);
    if (before && JSON.stringify(before.outcome) !== JSON.stringify(outcome)) this.changed.push(answer.answerId);
    this.told.set(answer.answerId, { answer, outcome });
  }

  get acknowledged(): number {
    return [...this.told.values()].filter(({ outcome }) => outcome.kind === 'taken').length;
  }

  /** Every acknowledged answer stands in its row with this outcome, once in the task's history and once in the audit log. */
  async compare(ground: Ground): Promise<{ figures: LedgerFigures; broken: string[] }> {
    const taken = [...this.told.values()].filter(({ outcome }) => outcome.kind === 'taken');
    const ids = taken.map(({ answer }) => answer.answerId);
    const { rows } = await ground.pool.query<{ id: string; outcome: AnswerOutcome | null; audits: number; events: number; version: number }>(
      `select a.id, a.outcome, t.version,
         (select count(*)::int from audit_entries e where e.subject_type = 'task' and e.subject_id = a.task_id::text and e.details ->> 'answerId' = a.id::text) as audits,
         (select count(*)::int from task_events e where e.task_id = a.task_id and e.action = a.action and e.actor_id = a.actor_id) as events
       from task_answers a join tasks t on t.id = a.task_id where a.id = any($1)`, [ids]);
    const found = new Map(rows.map((row) => [row.id, row]));
    let lost = 0;
    let doubled = 0;
    for (const { answer, outcome } of taken) {
      const row = found.get(answer.answerId);
      if (!row?.outcome || row.audits === 0 || row.events === 0 || outcome.kind !== 'taken' || JSON.stringify(sortedOf(row.outcome)) !== JSON.stringify(sortedOf(outcome)) || row.version < outcome.version) lost += 1;
      else if (row.audits > 1) doubled += 1;
    }
    return {
      figures: { acknowledged: taken.length, lost, doubled },
      broken: [
        ...(lost > 0 ? [`${lost} of ${taken.length} acknowledged answers are lost`] : []), ...(doubled > 0 ? [`${doubled} answers were applied twice`] : []),
        ...(this.changed.length > 0 ? [`${this.changed.length} answers were told in two ways`] : []),
      ],
    };
  }
}

/** jsonb keeps no order of keys. */
function sortedOf(outcome: AnswerOutcome): [string, unknown][] {
  return Object.entries(outcome).sort(([one], [other]) => one.localeCompare(other));
}
