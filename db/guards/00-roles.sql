-- Two roles without login. Neither owns a table, neither bypasses row security.
do $$
declare
  wanted text;
  settable text := case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end;
begin
  foreach wanted in array array['mua_api', 'mua_worker'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin nosuperuser nocreatedb nocreaterole', wanted);
    end if;
    -- The login of the application takes a role by `options=-c role=…`.
    if not pg_has_role(current_user, wanted, settable) then
      execute format('grant %I to current_user', wanted);
    end if;
  end loop;
  if exists (select from pg_roles where rolname in ('mua_api', 'mua_worker') and (rolbypassrls or rolsuper)) then
    raise exception 'mua_api and mua_worker may not bypass row security: alter role … nobypassrls nosuperuser';
  end if;
end $$;
