CREATE TABLE "contract_days" (
	"user_id" uuid NOT NULL,
	"day" date NOT NULL,
	"shortages" integer NOT NULL,
	"couriers" integer NOT NULL,
	CONSTRAINT "contract_days_user_id_day_pk" PRIMARY KEY("user_id","day"),
	CONSTRAINT "contract_days_shortages_range" CHECK ("contract_days"."shortages" >= 0),
	CONSTRAINT "contract_days_couriers_range" CHECK ("contract_days"."couriers" >= 0)
);
--> statement-breakpoint
CREATE TABLE "contracts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"port_id" integer NOT NULL,
	"from_port_id" integer,
	"commodity" text,
	"units" integer NOT NULL,
	"delivered" integer DEFAULT 0 NOT NULL,
	"premium" bigint NOT NULL,
	"posted_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"user_id" uuid,
	"taken_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "contracts_from_port_id_when" CHECK (("contracts"."from_port_id" is not null) = ("contracts"."kind" in ('courier'))),
	CONSTRAINT "contracts_commodity_when" CHECK (("contracts"."commodity" is not null) = ("contracts"."kind" in ('shortage', 'treasury_job'))),
	CONSTRAINT "contracts_ended_at_when" CHECK (("contracts"."ended_at" is not null) = ("contracts"."state" in ('done', 'lapsed'))),
	CONSTRAINT "contracts_port_id_range" CHECK ("contracts"."port_id" >= 1),
	CONSTRAINT "contracts_delivered_of_units" CHECK ("contracts"."units" >= 1 and "contracts"."delivered" between 0 and "contracts"."units"),
	CONSTRAINT "contracts_premium_range" CHECK ("contracts"."premium" >= 1),
	CONSTRAINT "contracts_due_at_order" CHECK ("contracts"."due_at" > "contracts"."posted_at"),
	CONSTRAINT "contracts_taken_at_order" CHECK ("contracts"."taken_at" >= "contracts"."posted_at"),
	CONSTRAINT "contracts_pilot" CHECK (("contracts"."user_id" is null) = ("contracts"."taken_at" is null) and case when "contracts"."kind" = 'treasury_job'
        then "contracts"."user_id" is null and "contracts"."state" <> 'taken'
        else "contracts"."state" not in ('taken', 'done') or "contracts"."user_id" is not null end
        and ("contracts"."state" <> 'open' or "contracts"."user_id" is null)),
	CONSTRAINT "contracts_kind_enum" CHECK ("contracts"."kind" in ('shortage', 'courier', 'treasury_job')),
	CONSTRAINT "contracts_state_enum" CHECK ("contracts"."state" in ('open', 'taken', 'done', 'lapsed')),
	CONSTRAINT "contracts_commodity_enum" CHECK ("contracts"."commodity" in ('ore', 'organics', 'equipment', 'fuel', 'food', 'luxury', 'technology', 'energy'))
);
--> statement-breakpoint
CREATE TABLE "day_openings" (
	"day" date PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"premium_budget" bigint NOT NULL,
	"premium_promised" bigint NOT NULL,
	CONSTRAINT "day_openings_premium_promised_range" CHECK ("day_openings"."premium_promised" >= 0),
	CONSTRAINT "day_openings_within_budget" CHECK ("day_openings"."premium_promised" <= "day_openings"."premium_budget")
);
--> statement-breakpoint
ALTER TABLE "ledger_days" DROP CONSTRAINT "ledger_days_reason_enum";--> statement-breakpoint
ALTER TABLE "ledger_transfers" DROP CONSTRAINT "ledger_transfers_reason_enum";--> statement-breakpoint
ALTER TABLE "trades" ADD COLUMN "premium" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "contract_days" ADD CONSTRAINT "contract_days_user_id_pilots_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."pilots"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_user_id_pilots_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."pilots"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contracts_user_idx" ON "contracts" USING btree ("user_id","state");--> statement-breakpoint
CREATE INDEX "contracts_port_idx" ON "contracts" USING btree ("port_id","state");--> statement-breakpoint
CREATE INDEX "contracts_due_idx" ON "contracts" USING btree ("state","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "contracts_shortage_key" ON "contracts" USING btree ("port_id","commodity") WHERE "contracts"."kind" = 'shortage' and "contracts"."state" in ('open', 'taken');--> statement-breakpoint
ALTER TABLE "ledger_days" ADD CONSTRAINT "ledger_days_reason_enum" CHECK ("ledger_days"."reason" in ('starting_credits', 'treasury_gift', 'defense_upkeep', 'purchase', 'sale', 'charting', 'shipyard', 'fight', 'contract_premium', 'courier_deposit', 'courier_pay', 'courier_forfeit', 'job_posted', 'job_premium', 'job_returned'));--> statement-breakpoint
ALTER TABLE "ledger_transfers" ADD CONSTRAINT "ledger_transfers_reason_enum" CHECK ("ledger_transfers"."reason" in ('starting_credits', 'treasury_gift', 'defense_upkeep', 'purchase', 'sale', 'charting', 'shipyard', 'fight', 'contract_premium', 'courier_deposit', 'courier_pay', 'courier_forfeit', 'job_posted', 'job_premium', 'job_returned'));--> statement-breakpoint
ALTER TABLE "trades" ADD CONSTRAINT "trades_premium_range" CHECK ("trades"."premium" >= 0);