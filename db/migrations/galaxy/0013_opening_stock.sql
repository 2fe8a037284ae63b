ALTER TABLE "port_markets" ADD COLUMN "opening_stock" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- The stock of a market is its opening stock and the sum of its postings. Whoever makes a market need not know how it opens: of one that
-- is made anew with a district of the Nexus, older postings stay.
create function posted_stock(port integer, good text) returns bigint language sql stable as $$
  select (select coalesce(sum(total), 0) from ledger_carried where account_kind = 'port' and owner_id = port::text and asset = good)
    + (select coalesce(sum(amount), 0) from ledger_postings where account_kind = 'port' and owner_id = port::text and asset = good
        and at >= coalesce((select until from roll_ups), '-infinity'))
$$;
--> statement-breakpoint
update port_markets set opening_stock = stock - posted_stock(port_id, commodity);
--> statement-breakpoint
create function open_market() returns trigger language plpgsql as $$
begin
  new.opening_stock := new.stock - posted_stock(new.port_id, new.commodity);
  return new;
end
$$;
--> statement-breakpoint
create trigger port_markets_open before insert on port_markets for each row execute function open_market();
