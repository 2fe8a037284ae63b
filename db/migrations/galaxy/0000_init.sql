CREATE TABLE "event_days" (
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"events" integer NOT NULL,
	CONSTRAINT "event_days_day_kind_pk" PRIMARY KEY("day","kind"),
	CONSTRAINT "event_days_events_range" CHECK ("event_days"."events" >= 0),
	CONSTRAINT "event_days_kind_enum" CHECK ("event_days"."kind" in ('arrived', 'moved', 'relocated'))
);
--> statement-breakpoint
CREATE TABLE "ledger_accounts" (
	"account_kind" text NOT NULL,
	"owner_id" uuid,
	"balance" bigint NOT NULL,
	CONSTRAINT "ledger_accounts_key" UNIQUE NULLS NOT DISTINCT("account_kind","owner_id"),
	CONSTRAINT "ledger_accounts_owner_id_when" CHECK (("ledger_accounts"."owner_id" is not null) = ("ledger_accounts"."account_kind" in ('purse', 'escrow'))),
	CONSTRAINT "ledger_accounts_balance_range" CHECK ("ledger_accounts"."balance" >= 0),
	CONSTRAINT "ledger_accounts_account_kind_enum" CHECK ("ledger_accounts"."account_kind" in ('purse', 'treasury', 'escrow'))
);
--> statement-breakpoint
CREATE TABLE "ledger_carried" (
	"account_kind" text NOT NULL,
	"owner_id" text,
	"asset" text NOT NULL,
	"total" bigint NOT NULL,
	CONSTRAINT "ledger_carried_key" UNIQUE NULLS NOT DISTINCT("account_kind","owner_id","asset"),
	CONSTRAINT "ledger_carried_account_kind_enum" CHECK ("ledger_carried"."account_kind" in ('purse', 'treasury', 'escrow', 'cargo', 'port', 'transit:out', 'transit:in', 'source:starting_credits', 'source:port_liquidity', 'source:contract_premium', 'source:courier_pay', 'source:charting', 'sink:port_liquidity', 'sink:shipyard', 'sink:berth', 'sink:travel_fare', 'sink:defense_upkeep', 'sink:works', 'sink:festival', 'source:production', 'sink:consumption', 'sink:lost_cargo')),
	CONSTRAINT "ledger_carried_asset_enum" CHECK ("ledger_carried"."asset" in ('credits', 'ore', 'organics', 'equipment', 'fuel', 'food', 'luxury', 'technology', 'energy'))
);
--> statement-breakpoint
CREATE TABLE "ledger_days" (
	"day" date NOT NULL,
	"account_kind" text NOT NULL,
	"asset" text NOT NULL,
	"reason" text NOT NULL,
	"received" bigint NOT NULL,
	"paid" bigint NOT NULL,
	CONSTRAINT "ledger_days_account_kind_asset_reason_day_pk" PRIMARY KEY("account_kind","asset","reason","day"),
	CONSTRAINT "ledger_days_received_range" CHECK ("ledger_days"."received" >= 0),
	CONSTRAINT "ledger_days_paid_range" CHECK ("ledger_days"."paid" >= 0),
	CONSTRAINT "ledger_days_account_kind_enum" CHECK ("ledger_days"."account_kind" in ('purse', 'treasury', 'escrow', 'cargo', 'port', 'transit:out', 'transit:in', 'source:starting_credits', 'source:port_liquidity', 'source:contract_premium', 'source:courier_pay', 'source:charting', 'sink:port_liquidity', 'sink:shipyard', 'sink:berth', 'sink:travel_fare', 'sink:defense_upkeep', 'sink:works', 'sink:festival', 'source:production', 'sink:consumption', 'sink:lost_cargo')),
	CONSTRAINT "ledger_days_asset_enum" CHECK ("ledger_days"."asset" in ('credits', 'ore', 'organics', 'equipment', 'fuel', 'food', 'luxury', 'technology', 'energy')),
	CONSTRAINT "ledger_days_reason_enum" CHECK ("ledger_days"."reason" in ('starting_credits', 'treasury_gift', 'defense_upkeep', 'purchase', 'sale'))
);
--> statement-breakpoint
CREATE TABLE "ledger_postings" (
	"id" bigserial NOT NULL,
	"transfer_id" uuid NOT NULL,
	"account_kind" text NOT NULL,
	"owner_id" text,
	"asset" text NOT NULL,
	"amount" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "ledger_postings_at_id_pk" PRIMARY KEY("at","id"),
	CONSTRAINT "ledger_postings_owner" CHECK (case when "ledger_postings"."account_kind" in ('purse', 'escrow', 'cargo') then coalesce("ledger_postings"."owner_id" ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', false)
        when "ledger_postings"."account_kind" in ('port') then coalesce("ledger_postings"."owner_id" ~ '^[1-9][0-9]*$', false)
        else "ledger_postings"."owner_id" is null end),
	CONSTRAINT "ledger_postings_asset" CHECK (case when "ledger_postings"."account_kind" in ('purse', 'treasury', 'escrow', 'source:starting_credits', 'source:port_liquidity', 'source:contract_premium', 'source:courier_pay', 'source:charting', 'sink:port_liquidity', 'sink:shipyard', 'sink:berth', 'sink:travel_fare', 'sink:defense_upkeep', 'sink:works', 'sink:festival') then "ledger_postings"."asset" = 'credits'
        when "ledger_postings"."account_kind" in ('cargo', 'port', 'source:production', 'sink:consumption', 'sink:lost_cargo') then "ledger_postings"."asset" <> 'credits' else true end),
	CONSTRAINT "ledger_postings_direction" CHECK ("ledger_postings"."amount" <> 0 and case when "ledger_postings"."account_kind" in ('source:starting_credits', 'source:port_liquidity', 'source:contract_premium', 'source:courier_pay', 'source:charting', 'source:production') then "ledger_postings"."amount" < 0
        when "ledger_postings"."account_kind" in ('sink:port_liquidity', 'sink:shipyard', 'sink:berth', 'sink:travel_fare', 'sink:defense_upkeep', 'sink:works', 'sink:festival', 'sink:consumption', 'sink:lost_cargo') then "ledger_postings"."amount" > 0 else true end),
	CONSTRAINT "ledger_postings_account_kind_enum" CHECK ("ledger_postings"."account_kind" in ('purse', 'treasury', 'escrow', 'cargo', 'port', 'transit:out', 'transit:in', 'source:starting_credits', 'source:port_liquidity', 'source:contract_premium', 'source:courier_pay', 'source:charting', 'sink:port_liquidity', 'sink:shipyard', 'sink:berth', 'sink:travel_fare', 'sink:defense_upkeep', 'sink:works', 'sink:festival', 'source:production', 'sink:consumption', 'sink:lost_cargo')),
	CONSTRAINT "ledger_postings_asset_enum" CHECK ("ledger_postings"."asset" in ('credits', 'ore', 'organics', 'equipment', 'fuel', 'food', 'luxury', 'technology', 'energy'))
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
	"day" date PRIMARY KEY NOT NULL,
	"ordered" integer NOT NULL,
	"paid" integer NOT NULL,
	"upkeep" bigint NOT NULL,
	"booked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "patrol_days_ordered_range" CHECK ("patrol_days"."ordered" between 0 and 5),
	CONSTRAINT "patrol_days_paid_range" CHECK ("patrol_days"."paid" between 0 and 5),
	CONSTRAINT "patrol_days_upkeep_range" CHECK ("patrol_days"."upkeep" >= 0),
	CONSTRAINT "patrol_days_paid_as_ordered" CHECK ("patrol_days"."paid" <= "patrol_days"."ordered")
);
--> statement-breakpoint
CREATE TABLE "roll_ups" (
	"id" text PRIMARY KEY NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "roll_ups_id_enum" CHECK ("roll_ups"."id" in ('galaxy'))
);
--> statement-breakpoint
CREATE TABLE "event_log" (
	"id" bigserial NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"user_id" uuid,
	"sector_id" integer,
	"detail" jsonb NOT NULL,
	CONSTRAINT "event_log_at_id_pk" PRIMARY KEY("at","id"),
	CONSTRAINT "event_log_detail_json" CHECK (jsonb_typeof("event_log"."detail") = 'object'),
	CONSTRAINT "event_log_kind_enum" CHECK ("event_log"."kind" in ('arrived', 'moved', 'relocated'))
);
--> statement-breakpoint
CREATE TABLE "galaxy_outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" bigserial NOT NULL,
	"message" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "galaxy_outbox_message_json" CHECK (jsonb_typeof("galaxy_outbox"."message") = 'object')
);
--> statement-breakpoint
CREATE TABLE "local_settings" (
	"region_id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"settings" jsonb NOT NULL,
	"copied_at" timestamp with time zone NOT NULL,
	CONSTRAINT "local_settings_version_range" CHECK ("local_settings"."version" >= 1),
	CONSTRAINT "local_settings_settings_json" CHECK (jsonb_typeof("local_settings"."settings") = 'object')
);
--> statement-breakpoint
CREATE TABLE "nexus_generation" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"record" jsonb NOT NULL,
	CONSTRAINT "nexus_generation_record_json" CHECK (jsonb_typeof("nexus_generation"."record") = 'object'),
	CONSTRAINT "nexus_generation_id_enum" CHECK ("nexus_generation"."id" in ('nexus'))
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
	"entered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pilots_callsign_length" CHECK (char_length("pilots"."callsign") between 3 and 24),
	CONSTRAINT "pilots_fencing_version_range" CHECK ("pilots"."fencing_version" >= 0),
	CONSTRAINT "pilots_milliturns_range" CHECK ("pilots"."milliturns" between 0 and 1000000)
);
--> statement-breakpoint
CREATE TABLE "ship_cargo" (
	"ship_id" uuid NOT NULL,
	"commodity" text NOT NULL,
	"quantity" integer NOT NULL,
	CONSTRAINT "ship_cargo_ship_id_commodity_pk" PRIMARY KEY("ship_id","commodity"),
	CONSTRAINT "ship_cargo_quantity_range" CHECK ("ship_cargo"."quantity" >= 0),
	CONSTRAINT "ship_cargo_commodity_enum" CHECK ("ship_cargo"."commodity" in ('ore', 'organics', 'equipment', 'fuel', 'food', 'luxury', 'technology', 'energy'))
);
--> statement-breakpoint
CREATE TABLE "ships" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"ship_class" text NOT NULL,
	"name" text NOT NULL,
	"cargo_capacity" integer NOT NULL,
	CONSTRAINT "ships_cargo_capacity_range" CHECK ("ships"."cargo_capacity" >= 1),
	CONSTRAINT "ships_ship_class_enum" CHECK ("ships"."ship_class" in ('pathfinder'))
);
--> statement-breakpoint
CREATE TABLE "planets" (
	"id" integer PRIMARY KEY NOT NULL,
	"sector_id" integer NOT NULL,
	"name" text NOT NULL,
	"planet_class" text NOT NULL,
	"population" integer NOT NULL,
	"habitability" integer NOT NULL,
	"owner_id" uuid,
	CONSTRAINT "planets_id_range" CHECK ("planets"."id" >= 1),
	CONSTRAINT "planets_population_range" CHECK ("planets"."population" >= 0),
	CONSTRAINT "planets_habitability_range" CHECK ("planets"."habitability" between 0 and 100),
	CONSTRAINT "planets_planet_class_enum" CHECK ("planets"."planet_class" in ('terran', 'oceanic', 'desert', 'ice', 'volcanic', 'gas_giant', 'barren', 'orbital_habitat'))
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
	CONSTRAINT "port_markets_port_id_commodity_pk" PRIMARY KEY("port_id","commodity"),
	CONSTRAINT "port_markets_base_price_range" CHECK ("port_markets"."base_price" >= 1),
	CONSTRAINT "port_markets_stock_range" CHECK ("port_markets"."stock" >= 0),
	CONSTRAINT "port_markets_capacity_range" CHECK ("port_markets"."capacity" >= 1),
	CONSTRAINT "port_markets_production" CHECK (case when "port_markets"."role" = 'sells' then "port_markets"."production_per_day" >= 0 else "port_markets"."production_per_day" <= 0 end),
	CONSTRAINT "port_markets_commodity_enum" CHECK ("port_markets"."commodity" in ('ore', 'organics', 'equipment', 'fuel', 'food', 'luxury', 'technology', 'energy')),
	CONSTRAINT "port_markets_role_enum" CHECK ("port_markets"."role" in ('sells', 'buys'))
);
--> statement-breakpoint
CREATE TABLE "ports" (
	"id" integer PRIMARY KEY NOT NULL,
	"sector_id" integer NOT NULL,
	"name" text NOT NULL,
	"port_class" text NOT NULL,
	"owner_id" uuid,
	CONSTRAINT "ports_id_range" CHECK ("ports"."id" >= 1),
	CONSTRAINT "ports_port_class_enum" CHECK ("ports"."port_class" in ('trade_hub', 'mining_station', 'agri_dome', 'refinery', 'foundry', 'technopolis', 'resort', 'power_array', 'free_port'))
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
	"traffic" integer NOT NULL,
	CONSTRAINT "sectors_id_range" CHECK ("sectors"."id" >= 1),
	CONSTRAINT "sectors_district_or_zone" CHECK (("sectors"."district" is null) <> ("sectors"."zone" is null)),
	CONSTRAINT "sectors_security_range" CHECK ("sectors"."security" between 1 and 10),
	CONSTRAINT "sectors_development_range" CHECK ("sectors"."development" between 1 and 10),
	CONSTRAINT "sectors_traffic_range" CHECK ("sectors"."traffic" between 1 and 10),
	CONSTRAINT "sectors_district_enum" CHECK ("sectors"."district" in ('commerce_central', 'diplomatic_quarter', 'industrial_zone', 'residential_district', 'transit_hub', 'high_security_zone', 'cultural_center', 'research_campus', 'free_trade_zone', 'gateway_plaza')),
	CONSTRAINT "sectors_zone_enum" CHECK ("sectors"."zone" in ('federation', 'border', 'frontier'))
);
--> statement-breakpoint
CREATE TABLE "warps" (
	"from_sector" integer NOT NULL,
	"to_sector" integer NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "warps_from_sector_to_sector_pk" PRIMARY KEY("from_sector","to_sector"),
	CONSTRAINT "warps_elsewhere" CHECK ("warps"."from_sector" <> "warps"."to_sector"),
	CONSTRAINT "warps_kind_enum" CHECK ("warps"."kind" in ('local', 'highway', 'gate'))
);
--> statement-breakpoint
ALTER TABLE "ledger_postings" ADD CONSTRAINT "ledger_postings_transfer_id_ledger_transfers_id_fk" FOREIGN KEY ("transfer_id") REFERENCES "public"."ledger_transfers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pilots" ADD CONSTRAINT "pilots_sector_id_sectors_id_fk" FOREIGN KEY ("sector_id") REFERENCES "public"."sectors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ship_cargo" ADD CONSTRAINT "ship_cargo_ship_id_ships_id_fk" FOREIGN KEY ("ship_id") REFERENCES "public"."ships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ships" ADD CONSTRAINT "ships_user_id_pilots_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."pilots"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "planets" ADD CONSTRAINT "planets_sector_id_sectors_id_fk" FOREIGN KEY ("sector_id") REFERENCES "public"."sectors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "port_markets" ADD CONSTRAINT "port_markets_port_id_ports_id_fk" FOREIGN KEY ("port_id") REFERENCES "public"."ports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ports" ADD CONSTRAINT "ports_sector_id_sectors_id_fk" FOREIGN KEY ("sector_id") REFERENCES "public"."sectors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warps" ADD CONSTRAINT "warps_from_sector_sectors_id_fk" FOREIGN KEY ("from_sector") REFERENCES "public"."sectors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warps" ADD CONSTRAINT "warps_to_sector_sectors_id_fk" FOREIGN KEY ("to_sector") REFERENCES "public"."sectors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_postings_account_idx" ON "ledger_postings" USING btree ("account_kind","owner_id","at","id");--> statement-breakpoint
CREATE INDEX "ledger_postings_transfer_idx" ON "ledger_postings" USING btree ("transfer_id");--> statement-breakpoint
CREATE INDEX "event_log_user_idx" ON "event_log" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "galaxy_outbox_number_idx" ON "galaxy_outbox" USING btree ("number");--> statement-breakpoint
CREATE INDEX "pilots_sector_idx" ON "pilots" USING btree ("sector_id");--> statement-breakpoint
CREATE INDEX "ships_user_idx" ON "ships" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "planets_sector_idx" ON "planets" USING btree ("sector_id");--> statement-breakpoint
CREATE INDEX "ports_sector_idx" ON "ports" USING btree ("sector_id");--> statement-breakpoint
CREATE INDEX "sectors_district_idx" ON "sectors" USING btree ("district");--> statement-breakpoint
CREATE INDEX "warps_to_idx" ON "warps" USING btree ("to_sector");