CREATE TABLE "backups" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"galaxy_id" uuid,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"name" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"taken_at" timestamp with time zone,
	"kept_until" timestamp with time zone NOT NULL,
	"bytes" bigint,
	"sha256" text,
	"rows" bigint,
	"manifest" jsonb,
	"error" text,
	CONSTRAINT "backups_name_unique" UNIQUE("name"),
	CONSTRAINT "backups_of_a_galaxy" CHECK (("backups"."galaxy_id" is not null) = ("backups"."kind" = 'galaxy')),
	CONSTRAINT "backups_finished_at_when" CHECK (("backups"."finished_at" is not null) = ("backups"."status" in ('ready', 'failed'))),
	CONSTRAINT "backups_taken_at_when" CHECK (("backups"."taken_at" is not null) = ("backups"."status" in ('ready'))),
	CONSTRAINT "backups_bytes_when" CHECK (("backups"."bytes" is not null) = ("backups"."status" in ('ready'))),
	CONSTRAINT "backups_sha256_when" CHECK (("backups"."sha256" is not null) = ("backups"."status" in ('ready'))),
	CONSTRAINT "backups_rows_when" CHECK (("backups"."rows" is not null) = ("backups"."status" in ('ready'))),
	CONSTRAINT "backups_manifest_when" CHECK (("backups"."manifest" is not null) = ("backups"."status" in ('ready'))),
	CONSTRAINT "backups_error_when" CHECK (("backups"."error" is not null) = ("backups"."status" in ('failed'))),
	CONSTRAINT "backups_finished_at_order" CHECK ("backups"."finished_at" >= "backups"."started_at"),
	CONSTRAINT "backups_kept_until_order" CHECK ("backups"."kept_until" >= "backups"."started_at"),
	CONSTRAINT "backups_bytes_range" CHECK ("backups"."bytes" >= 1),
	CONSTRAINT "backups_rows_range" CHECK ("backups"."rows" >= 0),
	CONSTRAINT "backups_manifest_json" CHECK (jsonb_typeof("backups"."manifest") = 'object'),
	CONSTRAINT "backups_kind_enum" CHECK ("backups"."kind" in ('platform', 'galaxy')),
	CONSTRAINT "backups_reason_enum" CHECK ("backups"."reason" in ('daily', 'before-migration', 'before-suspension', 'before-termination', 'before-restore', 'by-hand')),
	CONSTRAINT "backups_status_enum" CHECK ("backups"."status" in ('running', 'ready', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "backups" ADD CONSTRAINT "backups_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "backups_subject_idx" ON "backups" USING btree ("galaxy_id","started_at");--> statement-breakpoint
CREATE INDEX "backups_kept_idx" ON "backups" USING btree ("kept_until");--> statement-breakpoint
CREATE UNIQUE INDEX "backups_running_key" ON "backups" USING btree (coalesce("galaxy_id", '00000000-0000-0000-0000-000000000000'::uuid)) WHERE status = 'running';