CREATE TABLE "price_watches" (
	"user_id" uuid NOT NULL,
	"galaxy_id" uuid NOT NULL,
	"commodity" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"port_id" integer NOT NULL,
	"limit_credits" integer NOT NULL,
	CONSTRAINT "price_watches_user_id_galaxy_id_port_id_commodity_pk" PRIMARY KEY("user_id","galaxy_id","port_id","commodity"),
	CONSTRAINT "price_watches_port_id_range" CHECK ("price_watches"."port_id" >= 1),
	CONSTRAINT "price_watches_limit_credits_range" CHECK ("price_watches"."limit_credits" >= 1),
	CONSTRAINT "price_watches_commodity_enum" CHECK ("price_watches"."commodity" in ('ore', 'organics', 'equipment', 'fuel', 'food', 'luxury', 'technology', 'energy'))
);
--> statement-breakpoint
CREATE TABLE "saved_routes" (
	"user_id" uuid NOT NULL,
	"galaxy_id" uuid NOT NULL,
	"commodity" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"from_port" integer NOT NULL,
	"to_port" integer NOT NULL,
	CONSTRAINT "saved_routes_user_id_galaxy_id_from_port_to_port_commodity_pk" PRIMARY KEY("user_id","galaxy_id","from_port","to_port","commodity"),
	CONSTRAINT "saved_routes_from_port_range" CHECK ("saved_routes"."from_port" >= 1),
	CONSTRAINT "saved_routes_to_port_range" CHECK ("saved_routes"."to_port" >= 1),
	CONSTRAINT "saved_routes_elsewhere" CHECK ("saved_routes"."from_port" <> "saved_routes"."to_port"),
	CONSTRAINT "saved_routes_commodity_enum" CHECK ("saved_routes"."commodity" in ('ore', 'organics', 'equipment', 'fuel', 'food', 'luxury', 'technology', 'energy'))
);
--> statement-breakpoint
ALTER TABLE "price_watches" ADD CONSTRAINT "price_watches_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_watches" ADD CONSTRAINT "price_watches_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_routes" ADD CONSTRAINT "saved_routes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_routes" ADD CONSTRAINT "saved_routes_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;