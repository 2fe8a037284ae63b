CREATE TABLE "ledger_accounts" (
	"account_kind" text NOT NULL,
	"owner_id" uuid,
	"balance" bigint NOT NULL,
	CONSTRAINT "ledger_accounts_key" UNIQUE NULLS NOT DISTINCT("account_kind","owner_id"),
	CONSTRAINT "ledger_accounts_account_kind_enum" CHECK ("ledger_accounts"."account_kind" in ('purse', 'treasury', 'escrow')),
	CONSTRAINT "ledger_accounts_owner" CHECK (("ledger_accounts"."account_kind" = 'treasury') = ("ledger_accounts"."owner_id" is null)),
	CONSTRAINT "ledger_accounts_balance_range" CHECK ("ledger_accounts"."balance" >= 0)
);
--> statement-breakpoint
CREATE TABLE "ledger_postings" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"transfer_id" uuid NOT NULL,
	"account_kind" text NOT NULL,
	"owner_id" text,
	"asset" text NOT NULL,
	"amount" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "ledger_postings_account_kind_enum" CHECK ("ledger_postings"."account_kind" in ('purse', 'treasury', 'escrow', 'cargo', 'port', 'transit:out', 'transit:in', 'source:starting_credits', 'source:port_liquidity', 'source:contract_premium', 'source:courier_pay', 'source:charting', 'sink:port_liquidity', 'sink:shipyard', 'sink:berth', 'sink:travel_fare', 'sink:defense_upkeep', 'sink:works', 'sink:festival', 'source:production', 'sink:consumption', 'sink:lost_cargo')),
	CONSTRAINT "ledger_postings_asset_enum" CHECK ("ledger_postings"."asset" in ('credits', 'ore', 'organics', 'equipment', 'fuel', 'food', 'luxury', 'technology', 'energy')),
	CONSTRAINT "ledger_postings_owner" CHECK (case when "ledger_postings"."account_kind" in ('purse', 'escrow', 'cargo') then coalesce("ledger_postings"."owner_id" ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', false)
        when "ledger_postings"."account_kind" in ('port') then coalesce("ledger_postings"."owner_id" ~ '^[1-9][0-9]*$', false)
        else "ledger_postings"."owner_id" is null end),
	CONSTRAINT "ledger_postings_asset" CHECK (case when "ledger_postings"."account_kind" in ('purse', 'treasury', 'escrow', 'source:starting_credits', 'source:port_liquidity', 'source:contract_premium', 'source:courier_pay', 'source:charting', 'sink:port_liquidity', 'sink:shipyard', 'sink:berth', 'sink:travel_fare', 'sink:defense_upkeep', 'sink:works', 'sink:festival') then "ledger_postings"."asset" = 'credits'
        when "ledger_postings"."account_kind" in ('cargo', 'port', 'source:production', 'sink:consumption', 'sink:lost_cargo') then "ledger_postings"."asset" <> 'credits' else true end),
	CONSTRAINT "ledger_postings_direction" CHECK ("ledger_postings"."amount" <> 0 and case when "ledger_postings"."account_kind" in ('source:starting_credits', 'source:port_liquidity', 'source:contract_premium', 'source:courier_pay', 'source:charting', 'source:production') then "ledger_postings"."amount" < 0
        when "ledger_postings"."account_kind" in ('sink:port_liquidity', 'sink:shipyard', 'sink:berth', 'sink:travel_fare', 'sink:defense_upkeep', 'sink:works', 'sink:festival', 'sink:consumption', 'sink:lost_cargo') then "ledger_postings"."amount" > 0 else true end)
);
--> statement-breakpoint
CREATE TABLE "ledger_transfers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "ledger_transfers_reason_enum" CHECK ("ledger_transfers"."reason" in ('starting_credits', 'treasury_gift', 'defense_upkeep', 'purchase', 'sale'))
);
--> statement-breakpoint
CREATE TABLE "patrol_days" (
	"day" text PRIMARY KEY NOT NULL,
	"ordered" integer NOT NULL,
	"paid" integer NOT NULL,
	"upkeep" bigint NOT NULL,
	"booked_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"user_id" uuid,
	"sector_id" integer,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "local_settings" (
	"region_id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"settings" jsonb NOT NULL,
	"copied_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pilots" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"callsign" text NOT NULL,
	"sector_id" integer NOT NULL,
	"present" boolean NOT NULL,
	"fencing_version" bigint NOT NULL,
	"milliturns" integer NOT NULL,
	"turns_at" timestamp with time zone NOT NULL,
	"entered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ship_cargo" (
	"ship_id" uuid NOT NULL,
	"commodity" text NOT NULL,
	"quantity" integer NOT NULL,
	CONSTRAINT "ship_cargo_ship_id_commodity_pk" PRIMARY KEY("ship_id","commodity")
);
--> statement-breakpoint
CREATE TABLE "ships" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"ship_class" text NOT NULL,
	"name" text NOT NULL,
	"cargo_capacity" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "planets" (
	"id" integer PRIMARY KEY NOT NULL,
	"sector_id" integer NOT NULL,
	"name" text NOT NULL,
	"planet_class" text NOT NULL,
	"population" integer NOT NULL,
	"habitability" integer NOT NULL,
	"owner_id" uuid
);
--> statement-breakpoint
CREATE TABLE "port_markets" (
	"port_id" integer NOT NULL,
	"commodity" text NOT NULL,
	"role" text NOT NULL,
	"base_price" integer NOT NULL,
	"stock" integer NOT NULL,
	"capacity" integer NOT NULL,
	"production_per_day" integer NOT NULL,
	"stock_at" timestamp with time zone NOT NULL,
	CONSTRAINT "port_markets_port_id_commodity_pk" PRIMARY KEY("port_id","commodity")
);
--> statement-breakpoint
CREATE TABLE "ports" (
	"id" integer PRIMARY KEY NOT NULL,
	"sector_id" integer NOT NULL,
	"name" text NOT NULL,
	"port_class" text NOT NULL,
	"owner_id" uuid
);
--> statement-breakpoint
CREATE TABLE "sectors" (
	"id" integer PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"district" text,
	"zone" text,
	"x" double precision NOT NULL,
	"y" double precision NOT NULL,
	"security" integer NOT NULL,
	"development" integer NOT NULL,
	"traffic" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "warps" (
	"from_sector" integer NOT NULL,
	"to_sector" integer NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "warps_from_sector_to_sector_pk" PRIMARY KEY("from_sector","to_sector")
);
--> statement-breakpoint
ALTER TABLE "ledger_postings" ADD CONSTRAINT "ledger_postings_transfer_id_ledger_transfers_id_fk" FOREIGN KEY ("transfer_id") REFERENCES "public"."ledger_transfers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ship_cargo" ADD CONSTRAINT "ship_cargo_ship_id_ships_id_fk" FOREIGN KEY ("ship_id") REFERENCES "public"."ships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_postings_account_idx" ON "ledger_postings" USING btree ("account_kind","owner_id","at","id");--> statement-breakpoint
CREATE INDEX "ledger_postings_transfer_idx" ON "ledger_postings" USING btree ("transfer_id");--> statement-breakpoint
CREATE INDEX "ledger_postings_at_idx" ON "ledger_postings" USING btree ("at");--> statement-breakpoint
CREATE INDEX "event_log_at_idx" ON "event_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "event_log_user_idx" ON "event_log" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "pilots_sector_idx" ON "pilots" USING btree ("sector_id");--> statement-breakpoint
CREATE INDEX "ships_user_idx" ON "ships" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "planets_sector_idx" ON "planets" USING btree ("sector_id");--> statement-breakpoint
CREATE INDEX "ports_sector_idx" ON "ports" USING btree ("sector_id");--> statement-breakpoint
CREATE INDEX "sectors_district_idx" ON "sectors" USING btree ("district");--> statement-breakpoint
CREATE INDEX "warps_to_idx" ON "warps" USING btree ("to_sector");