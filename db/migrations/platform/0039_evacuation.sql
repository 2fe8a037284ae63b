CREATE TABLE "treasury_shares" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"credits" bigint NOT NULL,
	"shared_at" timestamp with time zone NOT NULL,
	"galaxy_id" uuid,
	"fencing_version" bigint,
	"received_at" timestamp with time zone,
	CONSTRAINT "treasury_shares_credits_range" CHECK ("treasury_shares"."credits" >= 1),
	CONSTRAINT "treasury_shares_fencing_version_range" CHECK ("treasury_shares"."fencing_version" >= 0),
	CONSTRAINT "treasury_shares_fencing_version_together" CHECK (("treasury_shares"."galaxy_id" is null) = ("treasury_shares"."fencing_version" is null)),
	CONSTRAINT "treasury_shares_received_somewhere" CHECK ("treasury_shares"."received_at" is null or "treasury_shares"."galaxy_id" is not null),
	CONSTRAINT "treasury_shares_received_at_order" CHECK ("treasury_shares"."received_at" >= "treasury_shares"."shared_at")
);
--> statement-breakpoint
ALTER TABLE "council_motions" DROP CONSTRAINT "council_motions_status_enum";--> statement-breakpoint
ALTER TABLE "offices" DROP CONSTRAINT "offices_end_reason_enum";--> statement-breakpoint
ALTER TABLE "operations" DROP CONSTRAINT "operations_kind_enum";--> statement-breakpoint
ALTER TABLE "policies" DROP CONSTRAINT "policies_status_enum";--> statement-breakpoint
ALTER TABLE "regions" ADD COLUMN "lapsed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "treasury_shares" ADD CONSTRAINT "treasury_shares_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treasury_shares" ADD CONSTRAINT "treasury_shares_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treasury_shares" ADD CONSTRAINT "treasury_shares_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "treasury_shares_user_idx" ON "treasury_shares" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "treasury_shares_open_idx" ON "treasury_shares" USING btree ("shared_at") WHERE received_at is null;--> statement-breakpoint
ALTER TABLE "council_motions" ADD CONSTRAINT "council_motions_status_enum" CHECK ("council_motions"."status" in ('voting', 'passed', 'rejected', 'implemented', 'withdrawn', 'superseded', 'void'));--> statement-breakpoint
ALTER TABLE "offices" ADD CONSTRAINT "offices_end_reason_enum" CHECK ("offices"."end_reason" in ('term_over', 'replaced_by_election', 'resigned', 'recalled', 'left_region', 'region_archived'));--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_kind_enum" CHECK ("operations"."kind" in ('generate-nexus', 'provision-region', 'evacuate-region', 'restore-galaxy', 'restore-platform'));--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_status_enum" CHECK ("policies"."status" in ('voting', 'passed', 'rejected', 'implemented', 'withdrawn', 'superseded', 'void'));--> statement-breakpoint
UPDATE "regions" SET "lapsed_at" = coalesce(
  (SELECT max("at") FROM "audit_log" WHERE "region_id" = "regions"."id" AND "action" = 'region.status-changed'
    AND "detail" ->> 'from' IN ('active', 'provisioning')),
  "status_changed_at")
WHERE "status" IN ('grace', 'suspended', 'evacuating', 'archived');
