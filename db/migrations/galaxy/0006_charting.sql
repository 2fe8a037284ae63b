CREATE TABLE "charted_sectors" (
	"user_id" uuid NOT NULL,
	"sector_id" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "charted_sectors_user_id_sector_id_pk" PRIMARY KEY("user_id","sector_id"),
	CONSTRAINT "charted_sectors_sector_id_range" CHECK ("charted_sectors"."sector_id" >= 1)
);
--> statement-breakpoint
ALTER TABLE "ledger_days" DROP CONSTRAINT "ledger_days_reason_enum";--> statement-breakpoint
ALTER TABLE "ledger_transfers" DROP CONSTRAINT "ledger_transfers_reason_enum";--> statement-breakpoint
ALTER TABLE "charted_sectors" ADD CONSTRAINT "charted_sectors_user_id_pilots_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."pilots"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_days" ADD CONSTRAINT "ledger_days_reason_enum" CHECK ("ledger_days"."reason" in ('starting_credits', 'treasury_gift', 'defense_upkeep', 'purchase', 'sale', 'charting', 'shipyard', 'fight'));--> statement-breakpoint
ALTER TABLE "ledger_transfers" ADD CONSTRAINT "ledger_transfers_reason_enum" CHECK ("ledger_transfers"."reason" in ('starting_credits', 'treasury_gift', 'defense_upkeep', 'purchase', 'sale', 'charting', 'shipyard', 'fight'));