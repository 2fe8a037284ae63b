CREATE TABLE "region_archives" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"galaxy_id" uuid NOT NULL,
	"frozen_at" timestamp with time zone NOT NULL,
	"transit" jsonb NOT NULL,
	"findings" integer NOT NULL,
	"backup_id" uuid,
	"proved_at" timestamp with time zone,
	"dropped_at" timestamp with time zone,
	"warned_days" integer,
	"warned_until" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"outcome" text,
	CONSTRAINT "region_archives_transit_json" CHECK (jsonb_typeof("region_archives"."transit") = 'array'),
	CONSTRAINT "region_archives_findings_range" CHECK ("region_archives"."findings" >= 0),
	CONSTRAINT "region_archives_proved_at_order" CHECK ("region_archives"."proved_at" >= "region_archives"."frozen_at"),
	CONSTRAINT "region_archives_dropped_at_order" CHECK ("region_archives"."dropped_at" >= "region_archives"."proved_at"),
	CONSTRAINT "region_archives_dropped_once_proved" CHECK ("region_archives"."dropped_at" is null or "region_archives"."proved_at" is not null),
	CONSTRAINT "region_archives_warned_days" CHECK ("region_archives"."warned_days" in (30, 7)),
	CONSTRAINT "region_archives_warned_until_together" CHECK (("region_archives"."warned_days" is null) = ("region_archives"."warned_until" is null)),
	CONSTRAINT "region_archives_outcome_together" CHECK (("region_archives"."ended_at" is null) = ("region_archives"."outcome" is null)),
	CONSTRAINT "region_archives_ended_at_order" CHECK ("region_archives"."ended_at" >= "region_archives"."frozen_at"),
	CONSTRAINT "region_archives_outcome_enum" CHECK ("region_archives"."outcome" in ('returned', 'erased'))
);
--> statement-breakpoint
ALTER TABLE "refunds" DROP CONSTRAINT "refunds_cause_enum";--> statement-breakpoint
ALTER TABLE "operations" DROP CONSTRAINT "operations_kind_enum";--> statement-breakpoint
ALTER TABLE "galaxies" DROP CONSTRAINT "galaxies_status_enum";--> statement-breakpoint
ALTER TABLE "regions" ADD COLUMN "name_rests_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "region_archives" ADD CONSTRAINT "region_archives_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "region_archives" ADD CONSTRAINT "region_archives_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "region_archives" ADD CONSTRAINT "region_archives_backup_id_backups_id_fk" FOREIGN KEY ("backup_id") REFERENCES "public"."backups"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "region_archives_open_key" ON "region_archives" USING btree ("region_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "region_archives_galaxy_idx" ON "region_archives" USING btree ("galaxy_id","frozen_at");--> statement-breakpoint
CREATE INDEX "region_archives_backup_idx" ON "region_archives" USING btree ("backup_id");--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_cause_enum" CHECK ("refunds"."cause" in ('administrator', 'name-taken', 'owner-gone', 'region-kept', 'handed-over', 'ended'));--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_kind_enum" CHECK ("operations"."kind" in ('generate-nexus', 'provision-region', 'evacuate-region', 'archive-region', 'return-region', 'terminate-region', 'restore-galaxy', 'restore-platform'));--> statement-breakpoint
ALTER TABLE "galaxies" ADD CONSTRAINT "galaxies_status_enum" CHECK ("galaxies"."status" in ('creating', 'ready', 'restoring', 'archived', 'dropped'));