DROP TABLE "travel_custody" CASCADE;--> statement-breakpoint
CREATE TABLE "custody" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"from_galaxy_id" uuid NOT NULL,
	"from_sector" integer NOT NULL,
	"to_galaxy_id" uuid NOT NULL,
	"to_sector" integer,
	"fencing_version" bigint NOT NULL,
	"fare" bigint NOT NULL,
	"toll" bigint NOT NULL,
	"pilot" jsonb NOT NULL,
	"state" text NOT NULL,
	"departed_at" timestamp with time zone NOT NULL,
	"arrives_at" timestamp with time zone NOT NULL,
	"outcome" text,
	"landing_galaxy_id" uuid,
	"landing_sector" integer,
	"landed_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	CONSTRAINT "custody_elsewhere" CHECK ("custody"."from_galaxy_id" <> "custody"."to_galaxy_id"),
	CONSTRAINT "custody_from_sector_range" CHECK ("custody"."from_sector" >= 1),
	CONSTRAINT "custody_to_sector_range" CHECK ("custody"."to_sector" >= 1),
	CONSTRAINT "custody_landing_sector_range" CHECK ("custody"."landing_sector" >= 1),
	CONSTRAINT "custody_fencing_version_range" CHECK ("custody"."fencing_version" >= 1),
	CONSTRAINT "custody_fare_range" CHECK ("custody"."fare" >= 0),
	CONSTRAINT "custody_toll_range" CHECK ("custody"."toll" >= 0),
	CONSTRAINT "custody_pilot_json" CHECK (jsonb_typeof("custody"."pilot") = 'object'),
	CONSTRAINT "custody_arrives_at_order" CHECK ("custody"."arrives_at" >= "custody"."departed_at"),
	CONSTRAINT "custody_outcome_when" CHECK (("custody"."outcome" is not null) = ("custody"."state" in ('landing', 'landed', 'closed'))),
	CONSTRAINT "custody_landing_galaxy_id_when" CHECK (("custody"."landing_galaxy_id" is not null) = ("custody"."state" in ('landing', 'landed', 'closed'))),
	CONSTRAINT "custody_landed_at_when" CHECK (("custody"."landed_at" is not null) = ("custody"."state" in ('landed', 'closed'))),
	CONSTRAINT "custody_closed_at_when" CHECK (("custody"."closed_at" is not null) = ("custody"."state" in ('closed'))),
	CONSTRAINT "custody_kind_enum" CHECK ("custody"."kind" in ('gate', 'open_borders', 'evacuation')),
	CONSTRAINT "custody_state_enum" CHECK ("custody"."state" in ('held', 'landing', 'landed', 'closed')),
	CONSTRAINT "custody_outcome_enum" CHECK ("custody"."outcome" in ('arrived', 'returned', 'diverted'))
);
--> statement-breakpoint
ALTER TABLE "custody" ADD CONSTRAINT "custody_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody" ADD CONSTRAINT "custody_from_galaxy_id_galaxies_id_fk" FOREIGN KEY ("from_galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody" ADD CONSTRAINT "custody_to_galaxy_id_galaxies_id_fk" FOREIGN KEY ("to_galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody" ADD CONSTRAINT "custody_landing_galaxy_id_galaxies_id_fk" FOREIGN KEY ("landing_galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "custody_open_key" ON "custody" USING btree ("user_id") WHERE state in ('held', 'landing');--> statement-breakpoint
CREATE INDEX "custody_due_idx" ON "custody" USING btree ("arrives_at") WHERE state <> 'closed';