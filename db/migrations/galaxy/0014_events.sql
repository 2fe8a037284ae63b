CREATE TABLE "festivals" (
	"day" date PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"ordered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "galaxy_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "port_works" (
	"port_id" integer PRIMARY KEY NOT NULL,
	"level" integer NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	CONSTRAINT "port_works_port_id_range" CHECK ("port_works"."port_id" >= 1),
	CONSTRAINT "port_works_level_range" CHECK ("port_works"."level" between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "shocks" (
	"port_id" integer NOT NULL,
	"commodity" text NOT NULL,
	"day" date NOT NULL,
	"rest_bp" integer NOT NULL,
	CONSTRAINT "shocks_day_port_id_commodity_pk" PRIMARY KEY("day","port_id","commodity"),
	CONSTRAINT "shocks_port_id_range" CHECK ("shocks"."port_id" >= 1),
	CONSTRAINT "shocks_rest_bp_range" CHECK ("shocks"."rest_bp" between -9800 and 9800),
	CONSTRAINT "shocks_commodity_enum" CHECK ("shocks"."commodity" in ('ore', 'organics', 'equipment', 'fuel', 'food', 'luxury', 'technology', 'energy'))
);
--> statement-breakpoint
CREATE TABLE "works_days" (
	"day" date PRIMARY KEY NOT NULL,
	"running" jsonb NOT NULL,
	"upkeep" bigint NOT NULL,
	CONSTRAINT "works_days_running_json" CHECK (jsonb_typeof("works_days"."running") = 'object'),
	CONSTRAINT "works_days_upkeep_range" CHECK ("works_days"."upkeep" >= 0)
);
--> statement-breakpoint
ALTER TABLE "event_days" DROP CONSTRAINT "event_days_kind_enum";--> statement-breakpoint
ALTER TABLE "ledger_days" DROP CONSTRAINT "ledger_days_reason_enum";--> statement-breakpoint
ALTER TABLE "ledger_transfers" DROP CONSTRAINT "ledger_transfers_reason_enum";--> statement-breakpoint
ALTER TABLE "event_log" DROP CONSTRAINT "event_log_kind_enum";--> statement-breakpoint
CREATE INDEX "shocks_port_idx" ON "shocks" USING btree ("port_id","day");--> statement-breakpoint
ALTER TABLE "event_days" ADD CONSTRAINT "event_days_kind_enum" CHECK ("event_days"."kind" in ('arrived', 'moved', 'relocated', 'departed', 'shock'));--> statement-breakpoint
ALTER TABLE "ledger_days" ADD CONSTRAINT "ledger_days_reason_enum" CHECK ("ledger_days"."reason" in ('starting_credits', 'treasury_gift', 'defense_upkeep', 'purchase', 'sale', 'charting', 'shipyard', 'fight', 'contract_premium', 'courier_deposit', 'courier_pay', 'courier_forfeit', 'job_posted', 'job_premium', 'job_returned', 'works', 'works_upkeep', 'festival', 'departure', 'arrival', 'gate_toll'));--> statement-breakpoint
ALTER TABLE "ledger_transfers" ADD CONSTRAINT "ledger_transfers_reason_enum" CHECK ("ledger_transfers"."reason" in ('starting_credits', 'treasury_gift', 'defense_upkeep', 'purchase', 'sale', 'charting', 'shipyard', 'fight', 'contract_premium', 'courier_deposit', 'courier_pay', 'courier_forfeit', 'job_posted', 'job_premium', 'job_returned', 'works', 'works_upkeep', 'festival', 'departure', 'arrival', 'gate_toll'));--> statement-breakpoint
ALTER TABLE "event_log" ADD CONSTRAINT "event_log_kind_enum" CHECK ("kind" in ('arrived', 'moved', 'relocated', 'departed', 'shock'));