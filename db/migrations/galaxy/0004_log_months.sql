-- The months of a log (db/log-partitions.ts), for roles that own no table. They may move rows into the month that these belong to, and
-- drop whole months; nothing else that an owner may.
create function add_log_partition(log text, month timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  utc timestamp := date_trunc('month', month at time zone 'UTC');
  first_at timestamptz := utc at time zone 'UTC';
  end_at timestamptz := (utc + interval '1 month') at time zone 'UTC';
  part text := log || to_char(utc, '"_"YYYY_MM');
  due text := format('from public.%I where at >= %L and at < %L', log || '_default', first_at, end_at);
begin
  if not exists (select from pg_partitioned_table where partrelid = to_regclass(format('public.%I', log))) then
    raise exception '% is not partitioned', log using errcode = 'invalid_parameter_value';
  end if;
  -- Two processes that start at once make it one after the other.
  execute format('lock table public.%I in access exclusive mode', log || '_default');
  if to_regclass(format('public.%I', part)) is not null then
    return;
  end if;
  execute format('create table public.%I (like public.%I including defaults including constraints)', part, log);
  -- Rows that move change no sum: a check for each of them took most of the time. Nobody else writes here under the lock.
  execute format('alter table public.%I disable trigger user', log || '_default');
  execute format('insert into public.%I select * %s', part, due);
  execute 'delete ' || due;
  execute format('alter table public.%I enable trigger user', log || '_default');
  execute format('alter table public.%I attach partition public.%I for values from (%L) to (%L)', log, part, first_at, end_at);
end
$$;
--> statement-breakpoint
-- Drops the months of a log that ended before the month of `from_at`, and answers which.
create function drop_log_partitions(log text, from_at timestamptz) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  newest text := log || to_char(from_at at time zone 'UTC', '"_"YYYY_MM');
  part text;
begin
  for part in select relname from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = to_regclass(format('public.%I', log)) and relname ~ '_\d{4}_\d{2}$' and relname < newest collate "C" order by 1
  loop
    execute format('drop table public.%I', part);
    return next part;
  end loop;
end
$$;
--> statement-breakpoint
revoke all on function add_log_partition(text, timestamptz), drop_log_partitions(text, timestamptz) from public;
