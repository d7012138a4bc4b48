import { randomUUID } from 'node:crypto';
import { createSecrets } from '../../db/secret.ts';
import { DAY } from '../../domain/instant.ts';
import { fold, nameSortKey } from '../../domain/text.ts';
import { addSeason, addTask, schoolDuty, unitOf } from './api-tasks.ts';
import { masterKey } from './api-world.ts';
import type { ApiWorld } from './api-world.ts';

/** One of everything that belongs to a school; `other` is a school of another district. */
export type Side = 'own' | 'other';
export const schoolOf = { own: 'S0101', other: 'S0201' } as const satisfies Record<Side, string>;
export const districtOf = { own: 'D01', other: 'D02' } as const satisfies Record<Side, string>;
export type Things = {
  path: string;
  unitId: string;
  openTask: string;
  submittedTask: string;
  pupil: string;
  confirmation: string;
  dispute: string;
  notice: string;
  file: string;
  clerk: string;
};

export async function addThings(world: ApiWorld, seasonId: string, side: Side): Promise<Things> {
  const unit = unitOf(world, schoolOf[side]);
  const reviewer = unitOf(world, districtOf[side]);
  const clerk = world.staff[`${schoolOf[side]}-clerk`.toLowerCase()]?.id ?? '';
  const openTask = await addTask(world.sql, { seasonId, unit, reviewer });
  const submittedTask = await addTask(world.sql, { seasonId, unit, reviewer, state: 'submitted' });
  const pupil = await addPupil(world, side);
  const [confirmation, dispute, notice, file] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const { step } = schoolDuty;
  await world.sql.query(
    `insert into confirmations (id, season_id, step_key, pupil_id, school_path, class_name, state) values ($1,$2,$3,$4,$5,'5A1','waiting')`,
    [confirmation, seasonId, step.key, pupil, unit.path],
  );
  const fields = [{ field: 'fullName', current: 'Đỗ Thị Hường', proposed: 'Đỗ Thị Hương', decision: null, reason: null }];
  await world.sql.query(
    `insert into disputes (id, confirmation_id, season_id, pupil_id, school_path, class_name, fields, state, opened_at, due_at) values ($1,$2,$3,$4,$5,'5A1',$6,'open',now(),$7)`,
    [dispute, confirmation, seasonId, pupil, unit.path, JSON.stringify(fields), new Date(Date.now() + DAY)],
  );
  await world.sql.query(
    `insert into notices (id, season_id, template, channel, dedupe_key, recipient_kind, recipient_id, address, unit_path, data, rehearsal, state, message_id, not_before)
     values ($1,$2,'task-reminder','email',$3,'staff',$4,'bi-mat@example.vn',$5,'{}',false,'unknown',$3,now())`,
    [notice, seasonId, `fixture/${notice}`, clerk, unit.path],
  );
  await world.sql.query(
    `insert into files (id, sha256, name, media_type, size, unit_path, uploaded_by) values ($1,$2,'a.pdf','application/pdf',1,$3,$4)`,
    [file, 'a'.repeat(64), unit.path, clerk],
  );
  return { path: unit.path, unitId: unit.id, openTask, submittedTask, pupil, confirmation, dispute, notice, file, clerk };
}

export async function addPupil(world: ApiWorld, side: Side, fullName = 'Đỗ Thị Hường'): Promise<string> {
  const id = randomUUID();
  const unit = unitOf(world, schoolOf[side]);
  await world.sql.query(
    `insert into pupils (id, code, full_name, folded, sort_key, birth_date, sex, ethnicity, birth_place, personal_number_enc, permanent_address, current_address, guardian_name, guardian_phone, school_id, school_path, class_name, cohort)
     values ($1,$2,$3,$4,$5,'2012-09-05','female','Kinh','Hải Phòng',$6,'1 Lạch Tray','1 Lạch Tray','Đỗ Văn Nam','0912345678',$7,$8,'5A1','grade-5')`,
    [
      id,
      `HS${id.slice(0, 8)}`,
      fullName,
      fold(fullName),
      nameSortKey(fullName),
      createSecrets(masterKey).seal('031212000123'),
      unit.id,
      unit.path,
    ],
  );
  return id;
}

/** A season in some state, for verbs that use it up. */
export async function addSeasonIn(world: ApiWorld, state: string, rehearsal = false): Promise<string> {
  const id = await addSeason(world);
  if (rehearsal) {
    await world.sql.query('alter table seasons disable trigger same_kind');
    await world.sql.query(
      `update seasons set rehearsal = true, clock = '{"mode":"rehearsal","anchorReal":0,"anchorSeason":1700000000000,"pace":0}', clock_options = '{"dayMs":2000}', colleagues = '{"enabled":true,"takenUnitCodes":[],"parents":true,"seed":1,"rates":{"late":0,"wrong":0,"silent":0}}' where id = $1`,
      [id],
    );
    await world.sql.query('alter table seasons enable trigger same_kind');
  }
  await world.sql.query('update seasons set state = $2 where id = $1', [id, state]);
  if (state === 'draft' || state === 'awaiting-approval') {
    await world.sql.query('delete from steps where season_id = $1', [id]);
    await world.sql.query('update seasons set started_at = null where id = $1', [id]);
  }
  return id;
}
