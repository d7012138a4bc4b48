import { createPublicKey } from 'node:crypto';
import { readWitness } from '../../db/audit-witness.ts';
import { verifyAudit } from '../../db/audit-verify.ts';
import type { LaunchedSeason } from '../../bench/ground/season.ts';
import type { Stage } from './stage.ts';
import { unequal } from './stage.ts';

/** Opened once: each task with one event of its opening, and one notice a person. */
export async function openedOnce(stage: Stage, season: LaunchedSeason, tasks: number): Promise<string[]> {
  return unequal({
    'tasks opened': [await stage.count('from tasks where season_id = $1', [season.id]), tasks],
    'events of opening': [await stage.count(`from task_events e join tasks t on t.id = e.task_id where t.season_id = $1 and e.action = 'open'`, [season.id]), tasks],
    'people told twice of an opening': [await stage.count(
      `from (select recipient_id from notices where season_id = $1 and template = 'task-opened' group by recipient_id, task_id, data ->> 'title' having count(*) > 1) as d`, [season.id]), 0],
    'people never told of an opening': [await stage.count(
      `from staff s where s.role in ('officer', 'clerk') and exists (select from tasks t where t.season_id = $1 and t.unit_id = s.unit_id)
       and not exists (select from notices n where n.season_id = $1 and n.recipient_id = s.id and n.template = 'task-opened')`, [season.id]), 0],
  });
}

/** Seals what waits, then reads the whole audit log as an outside verifier would. */
export async function auditHolds(stage: Stage): Promise<string[]> {
  await stage.ground.until('the audit log is sealed', 30_000, async () => (await stage.count('from audit_entries where leaf_index is null')) === 0);
  const witness = await readWitness(`${stage.ground.folder}/audit/heads.jsonl`);
  const report = await stage.ground.db.transaction(async (tx) => await verifyAudit(tx, createPublicKey(stage.ground.auditKeyPem), { witness }), { isolationLevel: 'repeatable read' });
  return report.findings.map((one) => `audit ${one.kind}: ${one.subject}: ${one.detail}`).slice(0, 5);
}

/** Runs that the engine has of one workflow id, ended ones included. */
export async function runsOf(stage: Stage, workflowId: string): Promise<{ runId: string; firstRunId: string; status: string }[]> {
  const runs: { runId: string; firstRunId: string; status: string }[] = [];
  for await (const one of stage.ground.client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
    runs.push({ runId: one.runId, firstRunId: one.raw.firstRunId ?? '', status: one.status.name });
  }
  return runs;
}
