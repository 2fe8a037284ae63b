CREATE TABLE "scheduled_decrees" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"title" text NOT NULL,
	"changes" jsonb NOT NULL,
	"issued_by" uuid NOT NULL,
	"authority" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"effective_at" timestamp with time zone NOT NULL,
	"expires_after_days" integer,
	"status" text NOT NULL,
	"settled_at" timestamp with time zone,
	"law_id" uuid,
	"lapse_reason" text
);
--> statement-breakpoint
ALTER TABLE "scheduled_decrees" ADD CONSTRAINT "scheduled_decrees_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_decrees" ADD CONSTRAINT "scheduled_decrees_issued_by_users_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "scheduled_decrees_region_idx" ON "scheduled_decrees" USING btree ("region_id","effective_at");--> statement-breakpoint
CREATE INDEX "scheduled_decrees_due_idx" ON "scheduled_decrees" USING btree ("effective_at") WHERE status = 'scheduled';