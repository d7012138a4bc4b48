-- Accent-free search looks inside `folded` (domain/text.ts). Trigrams make it quick where the server carries them.
do $$
begin
  create extension if not exists pg_trgm;
exception when others then
  raise notice 'pg_trgm is not here: search reads whole lists';
end $$;
do $$
declare
  one record;
begin
  if not exists (select from pg_extension where extname = 'pg_trgm') then return; end if;
  for one in select unnest(array['units', 'staff', 'pupils', 'directives', 'tasks']) as name loop
    execute format('create index if not exists %I on %I using gin (folded gin_trgm_ops)', one.name || '_folded', one.name);
  end loop;
end $$;
