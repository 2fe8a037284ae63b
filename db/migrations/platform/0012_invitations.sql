CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"invited_by" uuid NOT NULL,
	"invited_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"outcome" text,
	CONSTRAINT "invitations_expires_at_order" CHECK ("invitations"."expires_at" > "invitations"."invited_at"),
	CONSTRAINT "invitations_ended_at_order" CHECK ("invitations"."ended_at" >= "invitations"."invited_at"),
	CONSTRAINT "invitations_outcome_together" CHECK (("invitations"."ended_at" is null) = ("invitations"."outcome" is null)),
	CONSTRAINT "invitations_outcome_enum" CHECK ("invitations"."outcome" in ('accepted', 'declined', 'revoked', 'lapsed'))
);
--> statement-breakpoint
ALTER TABLE "membership_applications" DROP CONSTRAINT "membership_applications_status_enum";--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_users_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_open_key" ON "invitations" USING btree ("region_id","user_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "invitations_user_idx" ON "invitations" USING btree ("user_id","ended_at");--> statement-breakpoint
INSERT INTO "invitations" ("region_id", "user_id", "invited_by", "invited_at", "expires_at")
	SELECT "region_id", "user_id", "decided_by", "requested_at", "requested_at" + interval '14 days'
	  FROM "membership_applications" WHERE "status" = 'invited' AND "decided_by" IS NOT NULL
	ON CONFLICT DO NOTHING;--> statement-breakpoint
DELETE FROM "membership_applications" WHERE "status" = 'invited';--> statement-breakpoint
ALTER TABLE "membership_applications" ADD CONSTRAINT "membership_applications_status_enum" CHECK ("membership_applications"."status" in ('open', 'approved', 'refused', 'withdrawn'));