-- Two roles without login. Neither owns a table, neither bypasses row security.
do $$
declare
  wanted text;
  sixteen boolean := current_setting('server_version_num')::int >= 160000;
  settable text := case when sixteen then 'SET' else 'MEMBER' end;
  -- Not inherited: a connection that forgets to take a role has no rights of it.
  how text := case when sixteen then 'with inherit false, set true' else '' end;
begin
  foreach wanted in array array['mua_api', 'mua_worker'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin nosuperuser nocreatedb nocreaterole', wanted);
    end if;
    -- The login of the application takes a role by `options=-c role=…`.
    if not pg_has_role(current_user, wanted, settable) then
      begin
        execute format('grant %I to current_user %s', wanted, how);
      exception when insufficient_privilege then
        raise exception 'as superuser, run: grant mua_api, mua_worker to % %', current_user, how using errcode = 'insufficient_privilege';
      end;
    end if;
  end loop;
  if exists (select from pg_roles where rolname in ('mua_api', 'mua_worker') and (rolbypassrls or rolsuper)) then
    raise exception 'mua_api and mua_worker may not bypass row security: alter role … nobypassrls nosuperuser';
  end if;
end $$;
