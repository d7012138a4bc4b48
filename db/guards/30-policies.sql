-- Row-level security: the backstop behind domain/policy.ts. Every table has it, forced, so that even the owner
-- obeys; no policy matches nobody, so a forgotten withActor shows 0 rows.
-- Each `(select …)` is evaluated once a statement, not once a row. A row seen through its parent says `exists`, which the
-- planner turns into one look-up for a single row and into one hash for many; `in` would hash all tasks for one event.
do $$
declare
  one record;
begin
  for one in select tablename, policyname from pg_policies where schemaname = 'public' loop
    execute format('drop policy %I on public.%I', one.policyname, one.tablename);
  end loop;
  for one in select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') loop
    execute format('alter table public.%I enable row level security', one.relname);
    execute format('alter table public.%I force row level security', one.relname);
    execute format('create policy worker on public.%I to mua_worker using (true) with check (true)', one.relname);
  end loop;
end $$;

-- ── Known to everybody who is somebody: the tree, the calendar, the seasons.
create policy known on units for select to mua_api using ((select mua_kind()) <> '');
create policy edit on units to mua_api
  using ((select mua_may('unit.edit')) and path ^@ any ((select mua_list('mua.paths'))::text[]));
create policy known on holidays for select to mua_api using ((select mua_kind()) <> '');
create policy edit on holidays to mua_api using ((select mua_may('holiday.edit')));
create policy known on seasons for select to mua_api using ((select mua_kind()) <> '');
create policy edit on seasons to mua_api
  using ((select mua_may('season.prepare', 'season.approve', 'season.change', 'season.rehearse')));
create policy known on steps for select to mua_api using ((select mua_kind()) <> '');
create policy edit on steps to mua_api
  using ((select mua_may('season.prepare', 'season.approve', 'season.change', 'season.rehearse')));
create policy known on season_changes for select to mua_api using ((select mua_kind()) = 'staff');
create policy add on season_changes for insert to mua_api
  with check ((select mua_may('season.change', 'season.rehearse', 'season.approve', 'season.prepare')));
create policy known on directives for select to mua_api using ((select mua_kind()) = 'staff');
-- The decision behind a school's zone is public.
create policy decided on directives for select to mua_api using ((select mua_kind()) <> '' and exists (select from zone_plans p where p.directive_id = directives.id and p.state in ('decided', 'supervised', 'frozen')));
create policy edit on directives to mua_api using ((select mua_may('directive.create')));

-- ── People. Colleagues: one's subtree (staff.read, names on tasks) and those above who return and sign.
-- Before sign-in (anonymous) the username or the cookie is looked up.
create policy known on staff for select to mua_api using (
  (select mua_kind()) = 'anonymous'
  or id = (select mua_id('mua.staff_id'))
  or exists (
    select from units u
    where u.id = unit_id
      and (u.path ^@ any ((select mua_list('mua.paths'))::text[]) or exists (select from unnest((select mua_list('mua.paths'))) as p where p ^@ u.path)))
  or ((select mua_kind()) = 'staff' and id in (select d.from_staff_id from delegations d union all select d.to_staff_id from delegations d)));
create policy self on staff for update to mua_api using (id = (select mua_id('mua.staff_id')));
create policy edit on staff to mua_api using (
  (select mua_may('staff.edit'))
  and exists (select from units u where u.id = unit_id and u.path ^@ any ((select mua_list('mua.paths'))::text[])));
create policy before on sessions to mua_api using ((select mua_kind()) = 'anonymous');
create policy own on sessions to mua_api using (staff_id = (select mua_id('mua.staff_id')));
create policy own on saved_filters to mua_api using (staff_id = (select mua_id('mua.staff_id')));
create policy known on delegations for select to mua_api using (
  (select mua_kind()) = 'anonymous'
  or from_staff_id = (select mua_id('mua.staff_id')) or to_staff_id = (select mua_id('mua.staff_id')));
create policy lend on delegations for insert to mua_api with check (from_staff_id = (select mua_id('mua.staff_id')));
create policy revoke on delegations for update to mua_api using (from_staff_id = (select mua_id('mua.staff_id')));
create policy remove on delegations for delete to mua_api using (from_staff_id = (select mua_id('mua.staff_id')));

-- ── Work: a unit's own tasks and those under it. A reviewer is the tier above, so the subtree holds what they review.
create policy staff on tasks to mua_api using (
  (select mua_whole('mua.paths')) or unit_path ^@ any ((select mua_list('mua.paths'))::text[]));
-- A parent's dispute is a task of the school; its transaction may write that one.
create policy parent on tasks to mua_api
  using ((select mua_kind()) = 'parent' and kind = 'dispute' and subject in (select d.id::text from disputes d));
create policy through_task on task_events to mua_api using (exists (select from tasks t where t.id = task_id));
create policy through_task on task_answers to mua_api using (exists (select from tasks t where t.id = task_id));
create policy through_task on task_files to mua_api using (exists (select from tasks t where t.id = task_id));
create policy staff on files for select to mua_api using (
  unit_path ^@ any ((select mua_list('mua.paths'))::text[])
  or uploaded_by = (select mua_id('mua.staff_id'))
  or exists (select from task_files f where f.file_id = files.id)
  or exists (select from directives d where d.file_id = files.id));
-- Lists of personal numbers for the population database lie under a path of their own (db/sealed-file.ts).
create policy sealed on files for select to mua_api using ((select mua_may('identity.send')) and unit_path ^@ 'sealed/');
create policy add on files for insert to mua_api with check (uploaded_by = (select mua_id('mua.staff_id')));
create policy remove on files for delete to mua_api using (uploaded_by = (select mua_id('mua.staff_id')));

-- ── Families: the school and above; a homeroom teacher one class; a parent one pupil.
create policy staff on pupils to mua_api using (
  (select mua_whole('mua.family_paths')) or school_path ^@ any ((select mua_list('mua.family_paths'))::text[])
  or (school_path || class_name) = any ((select mua_list('mua.classes'))::text[]));
-- Zones are drawn for every child that lives there, whichever school has it now: read to be counted, nothing else.
create policy counting on pupils for select to mua_api using ((select mua_kind()) = 'counting');
create policy parent on pupils for select to mua_api using (id = (select mua_id('mua.pupil')));
-- A parent who types a personal number is nobody yet: its keyed index opens those who carry it, and their passwords to compare with.
create policy by_number on pupils for select to mua_api using (
  (select mua_kind()) = 'anonymous' and personal_number_key = (select decode(nullif(current_setting('mua.number', true), ''), 'hex')));
create policy staff on pupil_history to mua_api using (exists (select from pupils p where p.id = pupil_id));
create policy staff on confirmations to mua_api using (
  (select mua_whole('mua.family_paths')) or school_path ^@ any ((select mua_list('mua.family_paths'))::text[])
  or (school_path || class_name) = any ((select mua_list('mua.classes'))::text[]));
create policy parent on confirmations to mua_api using (id = (select mua_id('mua.confirmation')));
create policy by_reference on confirmations for select to mua_api using (
  (select mua_kind()) = 'anonymous' and reference = nullif((select current_setting('mua.reference', true)), ''));
create policy staff on disputes to mua_api using (
  (select mua_whole('mua.family_paths')) or school_path ^@ any ((select mua_list('mua.family_paths'))::text[])
  or (school_path || class_name) = any ((select mua_list('mua.classes'))::text[]));
create policy parent on disputes to mua_api using (confirmation_id = (select mua_id('mua.confirmation')));
create policy through_dispute on dispute_answers to mua_api using (
  (select mua_kind()) = 'staff' and exists (select from disputes d where d.id = dispute_id));
-- The table holds hashes only; whoever shows a token is found by its hash before being anybody.
create policy before on parent_links for select to mua_api using ((select mua_kind()) = 'anonymous');
create policy staff on parent_links to mua_api using (
  (select mua_kind()) = 'staff' and exists (select from confirmations c where c.id = confirmation_id));
create policy parent on parent_links to mua_api using (confirmation_id = (select mua_id('mua.confirmation')));
create policy through_pupil on parent_passwords to mua_api using (exists (select from pupils p where p.id = pupil_id));

-- ── Places and zones are public knowledge; who keeps them edits them. A school adds what it proposes.
create policy known on places for select to mua_api using ((select mua_kind()) <> '');
create policy edit on places for update to mua_api
  using ((select mua_may('place.edit')) and unit_path ^@ any ((select mua_list('mua.paths'))::text[]));
create policy add on places for insert to mua_api
  with check ((select mua_may('place.edit', 'place.propose'))
    and (unit_path ^@ any ((select mua_list('mua.paths'))::text[]) or exists (select from unnest((select mua_list('mua.paths'))) as p where p ^@ unit_path)));
create policy known on place_successors for select to mua_api using ((select mua_kind()) <> '');
create policy edit on place_successors to mua_api using (
  (select mua_may('place.edit')) and exists (select from places p where p.id = from_id and p.unit_path ^@ any ((select mua_list('mua.paths'))::text[])));
create policy known on place_changes for select to mua_api using ((select mua_kind()) = 'staff');
create policy add on place_changes for insert to mua_api with check ((select mua_may('place.edit', 'place.propose')));
create policy known on zone_plans for select to mua_api using ((select mua_kind()) <> '');
create policy edit on zone_plans to mua_api
  using ((select mua_may('zone.edit', 'zone.supervise')) and unit_path ^@ any ((select mua_list('mua.paths'))::text[]));
create policy known on zones for select to mua_api using ((select mua_kind()) <> '');
create policy edit on zones to mua_api using ((select mua_may('zone.edit')) and unit_path ^@ any ((select mua_list('mua.paths'))::text[]));
create policy known on quotas for select to mua_api using ((select mua_kind()) <> '');
create policy edit on quotas to mua_api using ((select mua_may('zone.edit')) and unit_path ^@ any ((select mua_list('mua.paths'))::text[]));
create policy known on zone_comments for select to mua_api using (
  (select mua_kind()) = 'staff' and (unit_path ^@ any ((select mua_list('mua.paths'))::text[]) or exists (select from unnest((select mua_list('mua.paths'))) as p where p ^@ unit_path)));
create policy edit on zone_comments to mua_api using (unit_path ^@ any ((select mua_list('mua.paths'))::text[]) and (select mua_may('zone.comment', 'zone.edit')));
create policy known on zone_changes for select to mua_api using ((select mua_kind()) = 'staff');
create policy add on zone_changes for insert to mua_api with check ((select mua_may('zone.edit', 'zone.supervise')));

-- ── Imports: whoever may run them for a unit. Rows are seen through their import; the worker writes them.
create policy staff on imports to mua_api using ((select mua_may('import.read')) and unit_path ^@ any ((select mua_list('mua.paths'))::text[]));
create policy through_import on import_rows for select to mua_api using (exists (select from imports i where i.id = import_id));
create policy staff on import_mappings to mua_api using ((select mua_may('import.run')) and unit_path ^@ any ((select mua_list('mua.paths'))::text[]));

-- ── Review and identity of pupils: as the pupils themselves. Both sides of a claim or duplicate see it.
create policy staff on pupil_claims to mua_api using (
  (select mua_whole('mua.family_paths')) or holder_path ^@ any ((select mua_list('mua.family_paths'))::text[])
  or claimant_path ^@ any ((select mua_list('mua.family_paths'))::text[]));
create policy staff on duplicates to mua_api using (
  (select mua_whole('mua.family_paths')) or path_a ^@ any ((select mua_list('mua.family_paths'))::text[])
  or path_b ^@ any ((select mua_list('mua.family_paths'))::text[]));
create policy staff on identity_batches to mua_api using ((select mua_may('identity.read')) and unit_path ^@ any ((select mua_list('mua.paths'))::text[]));
create policy staff on identity_checks to mua_api using (
  (select mua_whole('mua.family_paths')) or school_path ^@ any ((select mua_list('mua.family_paths'))::text[])
  or (school_path || class_name) = any ((select mua_list('mua.classes'))::text[]));
create policy staff on sector_records to mua_api using (
  (select mua_whole('mua.family_paths')) or school_path ^@ any ((select mua_list('mua.family_paths'))::text[])
  or (school_path || class_name) = any ((select mua_list('mua.classes'))::text[]));
create policy staff on evidence to mua_api using (
  (select mua_whole('mua.family_paths')) or school_path ^@ any ((select mua_list('mua.family_paths'))::text[])
  or (school_path || class_name) = any ((select mua_list('mua.classes'))::text[]));
create policy staff on registration_slips to mua_api using (
  (select mua_whole('mua.family_paths')) or school_path ^@ any ((select mua_list('mua.family_paths'))::text[])
  or (school_path || class_name) = any ((select mua_list('mua.classes'))::text[]));
create policy staff on exam_accounts to mua_api using (
  (select mua_whole('mua.family_paths')) or unit_path ^@ any ((select mua_list('mua.family_paths'))::text[])
  or (unit_path || class_name) = any ((select mua_list('mua.classes'))::text[]));
create policy staff on candidates to mua_api using (
  (select mua_whole('mua.paths')) or ((select mua_may('candidate.work', 'exam.read')) and unit_path ^@ any ((select mua_list('mua.paths'))::text[])));

-- ── Notices: addresses are personal. Whoever decides may queue; reading and settling is by unit.
create policy queue on notices for insert to mua_api with check ((select mua_kind()) <> '');
create policy staff on notices for select to mua_api using (
  (select mua_whole('mua.notice_paths')) or unit_path ^@ any ((select mua_list('mua.notice_paths'))::text[]));
create policy settle on notices for update to mua_api using (
  (select mua_may('notice.settle')) and unit_path ^@ any ((select mua_list('mua.notice_paths'))::text[]));

-- ── Trace: everybody writes, few read.
create policy add on audit_entries for insert to mua_api with check ((select mua_kind()) <> '' and leaf_index is null and leaf_hash is null);
create policy staff on audit_entries for select to mua_api using ((select mua_may('audit.read')));
create policy known on audit_heads for select to mua_api using ((select mua_kind()) = 'staff');
create policy known on audit_nodes for select to mua_api using ((select mua_kind()) = 'staff');
create policy add on outbox for insert to mua_api with check ((select mua_kind()) <> '');
create policy known on outbox for select to mua_api using ((select mua_kind()) = 'staff');
create policy known on done_once to mua_api using ((select mua_kind()) <> '');

-- ── No unit data.
create policy known on beats for select to mua_api using (true);
create policy known on rate_limits to mua_api using (true);
