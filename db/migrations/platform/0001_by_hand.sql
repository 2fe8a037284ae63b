-- The logs are partitioned by month (db/log-partitions.ts); TypeScript schema files cannot say so. The table is made anew with the
-- columns, checks, keys and indices that it has.
create procedure partition_by_month(log text) language plpgsql as $$
declare
  keys text[] := array(select format('alter table %I add constraint %I %s', log, conname, pg_get_constraintdef(oid))
    from pg_constraint where conrelid = log::regclass and contype in ('p', 'u', 'f'));
  indices text[] := array(select pg_get_indexdef(indexrelid) from pg_index
    where indrelid = log::regclass and not exists (select 1 from pg_constraint where conindid = indexrelid and conrelid = log::regclass));
  statement text;
begin
  execute format('alter table %I rename to %I', log, log || '_plain');
  execute format('create table %I (like %I including defaults including constraints) partition by range (at)', log, log || '_plain');
  execute format('alter sequence %I owned by %I.id', log || '_id_seq', log);
  execute format('drop table %I', log || '_plain');
  foreach statement in array keys || indices loop
    execute statement;
  end loop;
  execute format('create table %I partition of %I default', log || '_default', log);
end
$$;
--> statement-breakpoint
call partition_by_month('audit_log');
--> statement-breakpoint
drop procedure partition_by_month;
--> statement-breakpoint
-- References to tables of higher contexts, which their schema files cannot name.
alter table users add constraint users_starting_credits_from_fk foreign key (starting_credits_from) references regions (id);
--> statement-breakpoint
alter table region_name_holds add constraint region_name_holds_subscription_fk foreign key (subscription_id) references subscriptions (id);
--> statement-breakpoint
alter table laws add constraint laws_policy_fk foreign key (policy_id) references policies (id);
