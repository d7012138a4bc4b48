revoke create on schema public from public;
grant usage on schema public to mua_api, mua_worker;

-- The worker: everything, except that history is only added to.
grant select, insert, update, delete on all tables in schema public to mua_worker;
grant usage, select on all sequences in schema public to mua_api, mua_worker;
revoke update, delete, truncate on audit_entries, audit_heads, audit_nodes, task_events, season_changes, pupil_history, place_changes, zone_changes from mua_worker;
-- The sealer gives a leaf its place, once (trigger in 40-triggers.sql).
grant update (leaf_index, leaf_hash) on audit_entries to mua_worker;

revoke all on all tables in schema public from mua_api;
grant select on all tables in schema public to mua_api;
grant insert, update on units, staff, delegations, holidays, saved_filters, sessions, seasons, steps, directives, files,
  tasks, task_answers, task_files, pupils, confirmations, parent_links, parent_passwords, disputes, dispute_answers, notices, rate_limits,
  places, place_successors, imports, import_mappings, pupil_claims, duplicates, identity_batches, identity_checks, sector_records,
  exam_accounts, candidates, evidence, registration_slips, zone_plans, zones, quotas, zone_comments to mua_api;
grant insert on audit_entries, task_events, season_changes, pupil_history, place_changes, zone_changes, outbox, done_once to mua_api;
grant delete on holidays, saved_filters, sessions, task_files, files, delegations, rate_limits, steps, place_successors, zones, quotas, evidence to mua_api;
