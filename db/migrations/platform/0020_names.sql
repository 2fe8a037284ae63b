CREATE TABLE "callsign_changes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"old_callsign" text NOT NULL,
	"old_skeleton" text GENERATED ALWAYS AS (replace(replace(translate(lower(old_callsign collate "C"), 'i10-_', 'llo'), 'm', 'rn'), 'w', 'vv')) STORED NOT NULL,
	"new_callsign" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"shown_until" timestamp with time zone NOT NULL,
	"reserved_until" timestamp with time zone NOT NULL,
	"spread_at" timestamp with time zone,
	CONSTRAINT "callsign_changes_old_callsign_length" CHECK (char_length("callsign_changes"."old_callsign") between 3 and 24),
	CONSTRAINT "callsign_changes_new_callsign_length" CHECK (char_length("callsign_changes"."new_callsign") between 3 and 24),
	CONSTRAINT "callsign_changes_other" CHECK ("callsign_changes"."old_callsign" <> "callsign_changes"."new_callsign"),
	CONSTRAINT "callsign_changes_shown_until_order" CHECK ("callsign_changes"."shown_until" >= "callsign_changes"."changed_at"),
	CONSTRAINT "callsign_changes_reserved_until_order" CHECK ("callsign_changes"."reserved_until" >= "callsign_changes"."shown_until"),
	CONSTRAINT "callsign_changes_spread_at_order" CHECK ("callsign_changes"."spread_at" >= "callsign_changes"."changed_at")
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "callsign_skeleton" text GENERATED ALWAYS AS (replace(replace(translate(lower(callsign collate "C"), 'i10-_', 'llo'), 'm', 'rn'), 'w', 'vv')) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "callsign_twin" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "region_name_holds" ADD COLUMN "display_name_key" text;--> statement-breakpoint
ALTER TABLE "region_name_holds" ADD COLUMN "display_name_look" text;--> statement-breakpoint
ALTER TABLE "regions" ADD COLUMN "display_name_key" text;--> statement-breakpoint
ALTER TABLE "regions" ADD COLUMN "display_name_look" text;--> statement-breakpoint
ALTER TABLE "regions" ADD COLUMN "display_name_twin" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "callsign_changes" ADD CONSTRAINT "callsign_changes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "callsign_changes_user_idx" ON "callsign_changes" USING btree ("user_id","changed_at");--> statement-breakpoint
CREATE INDEX "callsign_changes_skeleton_idx" ON "callsign_changes" USING btree ("old_skeleton","reserved_until");--> statement-breakpoint
CREATE INDEX "callsign_changes_open_idx" ON "callsign_changes" USING btree ("user_id") WHERE spread_at is null;--> statement-breakpoint
UPDATE "users" SET "callsign_twin" = "counted"."twin"
FROM (
  SELECT "id", row_number() OVER (PARTITION BY "callsign_skeleton" ORDER BY "created_at", "id") - 1 AS "twin" FROM "users"
) AS "counted"
WHERE "counted"."id" = "users"."id" AND "counted"."twin" > 0;--> statement-breakpoint
CREATE UNIQUE INDEX "users_callsign_skeleton_key" ON "users" USING btree ("callsign_skeleton","callsign_twin");--> statement-breakpoint
CREATE UNIQUE INDEX "regions_display_name_key" ON "regions" USING btree ("display_name_key","display_name_twin") WHERE status <> 'terminated';--> statement-breakpoint
CREATE UNIQUE INDEX "regions_display_name_look" ON "regions" USING btree ("display_name_look","display_name_twin") WHERE status <> 'terminated';--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_callsign_twin_range" CHECK ("users"."callsign_twin" >= 0);--> statement-breakpoint
ALTER TABLE "region_name_holds" ADD CONSTRAINT "region_name_holds_display_name_look_together" CHECK (("region_name_holds"."display_name_key" is null) = ("region_name_holds"."display_name_look" is null));--> statement-breakpoint
ALTER TABLE "regions" ADD CONSTRAINT "regions_display_name_look_together" CHECK (("regions"."display_name_key" is null) = ("regions"."display_name_look" is null));--> statement-breakpoint
ALTER TABLE "regions" ADD CONSTRAINT "regions_display_name_twin_range" CHECK ("regions"."display_name_twin" >= 0);