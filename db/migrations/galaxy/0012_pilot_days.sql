CREATE TABLE "pilot_days" (
	"user_id" uuid NOT NULL,
	"day" date NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"turns" integer NOT NULL,
	"trades" integer NOT NULL,
	"sales_net" bigint NOT NULL,
	"purchases_net" bigint NOT NULL,
	"berths" bigint NOT NULL,
	"contracts" integer NOT NULL,
	"sectors_charted" integer NOT NULL,
	"highest_renown" integer NOT NULL,
	CONSTRAINT "pilot_days_day_user_id_pk" PRIMARY KEY("day","user_id"),
	CONSTRAINT "pilot_days_turns_range" CHECK ("pilot_days"."turns" >= 0),
	CONSTRAINT "pilot_days_trades_range" CHECK ("pilot_days"."trades" >= 0),
	CONSTRAINT "pilot_days_sales_net_range" CHECK ("pilot_days"."sales_net" >= 0),
	CONSTRAINT "pilot_days_purchases_net_range" CHECK ("pilot_days"."purchases_net" >= 0),
	CONSTRAINT "pilot_days_berths_range" CHECK ("pilot_days"."berths" >= 0),
	CONSTRAINT "pilot_days_contracts_range" CHECK ("pilot_days"."contracts" >= 0),
	CONSTRAINT "pilot_days_sectors_charted_range" CHECK ("pilot_days"."sectors_charted" >= 0),
	CONSTRAINT "pilot_days_highest_renown_range" CHECK ("pilot_days"."highest_renown" >= 0)
);
--> statement-breakpoint
ALTER TABLE "pilot_days" ADD CONSTRAINT "pilot_days_user_id_pilots_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."pilots"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pilot_days_changed_idx" ON "pilot_days" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "trades_at_idx" ON "trades" USING btree ("at");