CREATE TABLE "economy_days" (
	"day" date PRIMARY KEY NOT NULL,
	"tempo_bp" integer NOT NULL,
	"output_factors" jsonb NOT NULL,
	"price_levels" jsonb NOT NULL,
	"works" jsonb NOT NULL,
	"festival" boolean NOT NULL,
	"shocks" jsonb NOT NULL,
	CONSTRAINT "economy_days_tempo_bp_range" CHECK ("economy_days"."tempo_bp" >= 10000),
	CONSTRAINT "economy_days_output_factors_json" CHECK (jsonb_typeof("economy_days"."output_factors") = 'object'),
	CONSTRAINT "economy_days_price_levels_json" CHECK (jsonb_typeof("economy_days"."price_levels") = 'object'),
	CONSTRAINT "economy_days_works_json" CHECK (jsonb_typeof("economy_days"."works") = 'object'),
	CONSTRAINT "economy_days_shocks_json" CHECK (jsonb_typeof("economy_days"."shocks") = 'array')
);
--> statement-breakpoint
CREATE TABLE "docking_days" (
	"user_id" uuid NOT NULL,
	"day" date NOT NULL,
	"dockings" integer NOT NULL,
	CONSTRAINT "docking_days_day_user_id_pk" PRIMARY KEY("day","user_id"),
	CONSTRAINT "docking_days_dockings_range" CHECK ("docking_days"."dockings" >= 1)
);
--> statement-breakpoint
CREATE TABLE "market_days" (
	"port_id" integer NOT NULL,
	"commodity" text NOT NULL,
	"day" date NOT NULL,
	"low" integer NOT NULL,
	"high" integer NOT NULL,
	"close" integer NOT NULL,
	"bought" integer NOT NULL,
	"sold" integer NOT NULL,
	"paid" bigint NOT NULL,
	"received" bigint NOT NULL,
	"tariff" bigint NOT NULL,
	"tax" bigint NOT NULL,
	CONSTRAINT "market_days_port_id_commodity_day_pk" PRIMARY KEY("port_id","commodity","day"),
	CONSTRAINT "market_days_low_range" CHECK ("market_days"."low" >= 0),
	CONSTRAINT "market_days_close_within" CHECK ("market_days"."close" between "market_days"."low" and "market_days"."high"),
	CONSTRAINT "market_days_bought_range" CHECK ("market_days"."bought" >= 0),
	CONSTRAINT "market_days_sold_range" CHECK ("market_days"."sold" >= 0),
	CONSTRAINT "market_days_paid_range" CHECK ("market_days"."paid" >= 0),
	CONSTRAINT "market_days_received_range" CHECK ("market_days"."received" >= 0),
	CONSTRAINT "market_days_tariff_range" CHECK ("market_days"."tariff" >= 0),
	CONSTRAINT "market_days_tax_range" CHECK ("market_days"."tax" >= 0),
	CONSTRAINT "market_days_commodity_enum" CHECK ("market_days"."commodity" in ('ore', 'organics', 'equipment', 'fuel', 'food', 'luxury', 'technology', 'energy'))
);
--> statement-breakpoint
CREATE TABLE "pilot_totals" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"sales_net" bigint NOT NULL,
	"purchases_net" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"given" bigint NOT NULL,
	"trades" integer NOT NULL,
	CONSTRAINT "pilot_totals_purchases_net_range" CHECK ("pilot_totals"."purchases_net" >= 0),
	CONSTRAINT "pilot_totals_tax_range" CHECK ("pilot_totals"."tax" >= 0),
	CONSTRAINT "pilot_totals_given_range" CHECK ("pilot_totals"."given" >= 0),
	CONSTRAINT "pilot_totals_trades_range" CHECK ("pilot_totals"."trades" >= 0),
	CONSTRAINT "pilot_totals_given_of_sales" CHECK ("pilot_totals"."given" <= "pilot_totals"."sales_net")
);
--> statement-breakpoint
CREATE TABLE "trades" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"user_id" uuid NOT NULL,
	"port_id" integer NOT NULL,
	"commodity" text NOT NULL,
	"side" text NOT NULL,
	"quantity" integer NOT NULL,
	"price" bigint NOT NULL,
	"spread" bigint NOT NULL,
	"tariff" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"net" bigint NOT NULL,
	"berth_fee" bigint NOT NULL,
	"docking_turns" integer NOT NULL,
	"purse" bigint NOT NULL,
	"stock" integer NOT NULL,
	CONSTRAINT "trades_quantity_range" CHECK ("trades"."quantity" >= 1),
	CONSTRAINT "trades_price_range" CHECK ("trades"."price" >= 0),
	CONSTRAINT "trades_spread_range" CHECK ("trades"."spread" >= 0),
	CONSTRAINT "trades_tariff_range" CHECK ("trades"."tariff" >= 0),
	CONSTRAINT "trades_tax_range" CHECK ("trades"."tax" >= 0),
	CONSTRAINT "trades_net_range" CHECK ("trades"."net" >= 0),
	CONSTRAINT "trades_berth_fee_range" CHECK ("trades"."berth_fee" >= 0),
	CONSTRAINT "trades_purse_range" CHECK ("trades"."purse" >= 0),
	CONSTRAINT "trades_docking_turns_range" CHECK ("trades"."docking_turns" between 0 and 100),
	CONSTRAINT "trades_stock_range" CHECK ("trades"."stock" >= 0),
	CONSTRAINT "trades_adds_up" CHECK ("trades"."net" = case when "trades"."side" = 'buy' then "trades"."price" + "trades"."spread" + "trades"."tariff"
        else "trades"."price" - "trades"."spread" - "trades"."tariff" - "trades"."tax" end),
	CONSTRAINT "trades_commodity_enum" CHECK ("trades"."commodity" in ('ore', 'organics', 'equipment', 'fuel', 'food', 'luxury', 'technology', 'energy')),
	CONSTRAINT "trades_side_enum" CHECK ("trades"."side" in ('buy', 'sell'))
);
--> statement-breakpoint
ALTER TABLE "ships" DROP CONSTRAINT "ships_cargo_capacity_range";--> statement-breakpoint
DROP INDEX "ships_user_idx";--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "docked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "has_docked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "sales_net" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "purchases_net" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "contracts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "sectors_charted" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "highest_renown" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "ships" ADD COLUMN "modules" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "ships" ADD COLUMN "damage_bp" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "docking_days" ADD CONSTRAINT "docking_days_user_id_pilots_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."pilots"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pilot_totals" ADD CONSTRAINT "pilot_totals_user_id_pilots_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."pilots"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trades" ADD CONSTRAINT "trades_user_id_pilots_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."pilots"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "market_days_day_idx" ON "market_days" USING btree ("day","commodity");--> statement-breakpoint
CREATE INDEX "pilot_totals_changed_idx" ON "pilot_totals" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "trades_user_idx" ON "trades" USING btree ("user_id","at","id");--> statement-breakpoint
CREATE INDEX "trades_port_idx" ON "trades" USING btree ("port_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "ships_user_key" ON "ships" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "ships" DROP COLUMN "cargo_capacity";--> statement-breakpoint
ALTER TABLE "pilots" ADD CONSTRAINT "pilots_sales_net_range" CHECK ("pilots"."sales_net" >= 0);--> statement-breakpoint
ALTER TABLE "pilots" ADD CONSTRAINT "pilots_purchases_net_range" CHECK ("pilots"."purchases_net" >= 0);--> statement-breakpoint
ALTER TABLE "pilots" ADD CONSTRAINT "pilots_contracts_range" CHECK ("pilots"."contracts" >= 0);--> statement-breakpoint
ALTER TABLE "pilots" ADD CONSTRAINT "pilots_sectors_charted_range" CHECK ("pilots"."sectors_charted" >= 0);--> statement-breakpoint
ALTER TABLE "pilots" ADD CONSTRAINT "pilots_highest_renown_range" CHECK ("pilots"."highest_renown" >= 0);--> statement-breakpoint
ALTER TABLE "ships" ADD CONSTRAINT "ships_modules_known" CHECK (jsonb_typeof("ships"."modules") = 'array' and jsonb_array_length("ships"."modules") <= 3
        and "ships"."modules" <@ '["shield","guns","scanner"]'::jsonb);--> statement-breakpoint
ALTER TABLE "ships" ADD CONSTRAINT "ships_damage_bp_range" CHECK ("ships"."damage_bp" between 0 and 10000);