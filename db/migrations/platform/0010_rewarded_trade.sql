CREATE TABLE "rewarded_trade" (
	"galaxy_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"sales_net" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rewarded_trade_galaxy_id_user_id_pk" PRIMARY KEY("galaxy_id","user_id"),
	CONSTRAINT "rewarded_trade_sales_net_range" CHECK ("rewarded_trade"."sales_net" >= 0),
	CONSTRAINT "rewarded_trade_tax_range" CHECK ("rewarded_trade"."tax" >= 0)
);
--> statement-breakpoint
ALTER TABLE "rewarded_trade" ADD CONSTRAINT "rewarded_trade_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rewarded_trade" ADD CONSTRAINT "rewarded_trade_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rewarded_trade_changed_idx" ON "rewarded_trade" USING btree ("galaxy_id","changed_at");