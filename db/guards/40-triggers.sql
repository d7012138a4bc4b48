-- History is only added to, whoever asks; the owner included.
create or replace function mua_refuse() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: history is only added to', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;

create or replace trigger only_added before update or delete or truncate on task_events execute function mua_refuse();
create or replace trigger only_added before update or delete or truncate on season_changes execute function mua_refuse();
create or replace trigger only_added before update or delete or truncate on pupil_history execute function mua_refuse();
create or replace trigger only_added before update or delete or truncate on place_changes execute function mua_refuse();
create or replace trigger only_added before update or delete or truncate on zone_changes execute function mua_refuse();
create or replace trigger only_added before update or delete or truncate on audit_heads execute function mua_refuse();
create or replace trigger only_added before update or delete or truncate on audit_nodes execute function mua_refuse();
create or replace trigger only_added before delete or truncate on audit_entries execute function mua_refuse();

-- An entry changes once: when the sealer gives it its place in the tree.
create or replace function mua_seal_once() returns trigger language plpgsql as $$
declare
  sealed audit_entries := old;
begin
  sealed.leaf_index := new.leaf_index;
  sealed.leaf_hash := new.leaf_hash;
  if old.leaf_index is not null or new.leaf_index is null or new.leaf_hash is null or sealed is distinct from new then
    raise exception 'UPDATE on audit_entries is refused: history is only added to' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create or replace trigger seal_once before update on audit_entries for each row execute function mua_seal_once();

-- Real sending is impossible in a rehearsal: a notice cannot claim to be of another kind than its season.
create or replace function mua_notice_of_season() returns trigger language plpgsql as $$
declare
  rehearsed boolean;
begin
  if new.season_id is null then
    if new.rehearsal then raise exception 'a notice of a rehearsal names its season' using errcode = 'check_violation'; end if;
    return new;
  end if;
  select s.rehearsal into rehearsed from seasons s where s.id = new.season_id;
  if rehearsed is distinct from new.rehearsal then
    raise exception 'notice.rehearsal differs from its season' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger of_season before insert or update of season_id, rehearsal on notices
  for each row execute function mua_notice_of_season();
-- …and a season never turns from a rehearsal into a real one, or back.
create or replace function mua_same_kind() returns trigger language plpgsql as $$
begin
  if new.rehearsal <> old.rehearsal then
    raise exception 'a season stays a rehearsal, or stays none' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger same_kind before update of rehearsal on seasons for each row execute function mua_same_kind();
