CREATE TABLE "remembered_prices" (
	"user_id" uuid NOT NULL,
	"galaxy_id" uuid NOT NULL,
	"left_at" timestamp with time zone NOT NULL,
	"ports" jsonb NOT NULL,
	CONSTRAINT "remembered_prices_user_id_galaxy_id_pk" PRIMARY KEY("user_id","galaxy_id"),
	CONSTRAINT "remembered_prices_ports_json" CHECK (jsonb_typeof("remembered_prices"."ports") = 'array')
);
--> statement-breakpoint
ALTER TABLE "remembered_prices" ADD CONSTRAINT "remembered_prices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "remembered_prices" ADD CONSTRAINT "remembered_prices_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;