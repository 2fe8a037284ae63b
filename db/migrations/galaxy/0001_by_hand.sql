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
