-- In whose name the transaction runs (db/actor.ts). A setting that was local to an earlier transaction of the
-- same connection reads as '', not null: both mean nobody, and nobody sees nothing.
create or replace function mua_kind() returns text language sql stable parallel safe
  as $$ select coalesce(current_setting('mua.kind', true), '') $$;

create or replace function mua_id(setting text) returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting(setting, true), '')::uuid $$;

create or replace function mua_list(setting text) returns text[] language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting(setting, true), '')::text[], '{}') $$;

create or replace function mua_may(variadic actions text[]) returns boolean language sql stable parallel safe
  as $$ select mua_list('mua.abilities') && actions $$;

-- Whether one of the listed paths is the root of the tree: a standing at the Sở. Asked before the paths are compared,
-- it spares the Sở 20,000 comparisons a list, and tells the planner that such a list may well be everything.
create or replace function mua_whole(setting text) returns boolean language sql stable parallel safe
  as $$ select exists (select from unnest(mua_list(setting)) as p where p ~ '^[^/]+/$') $$;

-- …which is right because a database holds one province.
create unique index if not exists units_one_root on units ((true)) where path ~ '^[^/]+/$';
