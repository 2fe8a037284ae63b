CREATE TABLE "backup_drills" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"galaxy_id" uuid,
	"backup_id" uuid,
	"taken_at" timestamp with time zone,
	"passed" boolean NOT NULL,
	"rows" bigint,
	"duration_ms" integer NOT NULL,
	"error" text,
	CONSTRAINT "backup_drills_of_a_galaxy" CHECK (("backup_drills"."galaxy_id" is not null) = ("backup_drills"."kind" = 'galaxy')),
	CONSTRAINT "backup_drills_error_if_failed" CHECK (("backup_drills"."error" is null) = "backup_drills"."passed"),
	CONSTRAINT "backup_drills_of_a_backup" CHECK (not "backup_drills"."passed" or "backup_drills"."rows" is not null),
	CONSTRAINT "backup_drills_duration_ms_range" CHECK ("backup_drills"."duration_ms" >= 0),
	CONSTRAINT "backup_drills_rows_range" CHECK ("backup_drills"."rows" >= 0),
	CONSTRAINT "backup_drills_kind_enum" CHECK ("backup_drills"."kind" in ('platform', 'galaxy'))
);
--> statement-breakpoint
ALTER TABLE "operations" DROP CONSTRAINT "operations_kind_enum";--> statement-breakpoint
ALTER TABLE "galaxies" DROP CONSTRAINT "galaxies_status_enum";--> statement-breakpoint
ALTER TABLE "backup_drills" ADD CONSTRAINT "backup_drills_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backup_drills" ADD CONSTRAINT "backup_drills_backup_id_backups_id_fk" FOREIGN KEY ("backup_id") REFERENCES "public"."backups"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "backup_drills_at_idx" ON "backup_drills" USING btree ("at");--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_kind_enum" CHECK ("operations"."kind" in ('generate-nexus', 'provision-region', 'restore-galaxy'));--> statement-breakpoint
ALTER TABLE "galaxies" ADD CONSTRAINT "galaxies_status_enum" CHECK ("galaxies"."status" in ('creating', 'ready', 'restoring', 'dropped'));