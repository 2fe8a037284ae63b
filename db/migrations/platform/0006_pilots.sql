CREATE TABLE "collected_pilot_days" (
	"user_id" uuid NOT NULL,
	"galaxy_id" uuid NOT NULL,
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
	CONSTRAINT "collected_pilot_days_user_id_day_galaxy_id_pk" PRIMARY KEY("user_id","day","galaxy_id"),
	CONSTRAINT "collected_pilot_days_turns_range" CHECK ("collected_pilot_days"."turns" >= 0),
	CONSTRAINT "collected_pilot_days_trades_range" CHECK ("collected_pilot_days"."trades" >= 0),
	CONSTRAINT "collected_pilot_days_sales_net_range" CHECK ("collected_pilot_days"."sales_net" >= 0),
	CONSTRAINT "collected_pilot_days_purchases_net_range" CHECK ("collected_pilot_days"."purchases_net" >= 0),
	CONSTRAINT "collected_pilot_days_berths_range" CHECK ("collected_pilot_days"."berths" >= 0),
	CONSTRAINT "collected_pilot_days_contracts_range" CHECK ("collected_pilot_days"."contracts" >= 0),
	CONSTRAINT "collected_pilot_days_sectors_charted_range" CHECK ("collected_pilot_days"."sectors_charted" >= 0),
	CONSTRAINT "collected_pilot_days_highest_renown_range" CHECK ("collected_pilot_days"."highest_renown" >= 0)
);
--> statement-breakpoint
ALTER TABLE "collected_pilot_days" ADD CONSTRAINT "collected_pilot_days_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collected_pilot_days" ADD CONSTRAINT "collected_pilot_days_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "collected_pilot_days_day_idx" ON "collected_pilot_days" USING btree ("day");--> statement-breakpoint
CREATE INDEX "collected_pilot_days_galaxy_idx" ON "collected_pilot_days" USING btree ("galaxy_id","changed_at");