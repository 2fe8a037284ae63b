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
call partition_by_month('event_log');
--> statement-breakpoint
call partition_by_month('ledger_postings');
--> statement-breakpoint
drop procedure partition_by_month;
--> statement-breakpoint
-- Double entry: when a transaction commits, the postings of each transfer that it touched sum to zero for every asset.
create function ledger_check_transfer() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  select transfer_id, asset, sum(amount) as total into wrong from ledger_postings
    where transfer_id in (new.transfer_id, old.transfer_id)
    group by transfer_id, asset having sum(amount) <> 0 limit 1;
  if found then
    raise exception 'transfer %: the postings of % sum to %, not to zero', wrong.transfer_id, wrong.asset, wrong.total
      using errcode = 'check_violation', constraint = 'ledger_postings_sum', table = 'ledger_postings';
  end if;
  return null;
end
$$;
--> statement-breakpoint
create constraint trigger ledger_postings_sum
  after insert or delete or update of transfer_id, asset, amount on ledger_postings
  deferrable initially deferred for each row execute function ledger_check_transfer();
--> statement-breakpoint
-- A new Nexus puts its sectors in the place of those that pilots stand in, within one transaction.
alter table pilots alter constraint pilots_sector_id_sectors_id_fk deferrable initially deferred;
