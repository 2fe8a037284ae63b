CREATE TABLE "admin_invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid,
	"email" text,
	"link_hash" text,
	"invited_by" uuid NOT NULL,
	"invited_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"outcome" text,
	CONSTRAINT "admin_invitations_email_length" CHECK (char_length("admin_invitations"."email") between 3 and 254),
	CONSTRAINT "admin_invitations_one_guest" CHECK (("admin_invitations"."user_id" is null) <> ("admin_invitations"."email" is null)),
	CONSTRAINT "admin_invitations_link_hash_together" CHECK (("admin_invitations"."email" is null) = ("admin_invitations"."link_hash" is null)),
	CONSTRAINT "admin_invitations_expires_at_order" CHECK ("admin_invitations"."expires_at" > "admin_invitations"."invited_at"),
	CONSTRAINT "admin_invitations_ended_at_order" CHECK ("admin_invitations"."ended_at" >= "admin_invitations"."invited_at"),
	CONSTRAINT "admin_invitations_outcome_together" CHECK (("admin_invitations"."ended_at" is null) = ("admin_invitations"."outcome" is null)),
	CONSTRAINT "admin_invitations_outcome_enum" CHECK ("admin_invitations"."outcome" in ('accepted', 'declined', 'revoked', 'lapsed'))
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "suspended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "suspended_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "suspension_text" text;--> statement-breakpoint
ALTER TABLE "admin_invitations" ADD CONSTRAINT "admin_invitations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "admin_invitations" ADD CONSTRAINT "admin_invitations_invited_by_users_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "admin_invitations_user_key" ON "admin_invitations" USING btree ("user_id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "admin_invitations_email_key" ON "admin_invitations" USING btree ("email") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "admin_invitations_link_key" ON "admin_invitations" USING btree ("link_hash");--> statement-breakpoint
CREATE INDEX "admin_invitations_by_idx" ON "admin_invitations" USING btree ("invited_by","ended_at");--> statement-breakpoint
CREATE INDEX "users_callsign_prefix_idx" ON "users" USING btree (lower("callsign") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_email_prefix_idx" ON "users" USING btree ("email" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_admins_idx" ON "users" USING btree (lower("callsign")) WHERE role = 'admin';--> statement-breakpoint
CREATE INDEX "users_suspended_idx" ON "users" USING btree (lower("callsign")) WHERE suspended_at is not null;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_suspended_at_order" CHECK ("users"."suspended_at" >= "users"."created_at");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_suspended_until_order" CHECK ("users"."suspended_until" > "users"."suspended_at");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_suspension_text_together" CHECK (("users"."suspended_at" is null) = ("users"."suspension_text" is null));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_suspension_text_length" CHECK (char_length("users"."suspension_text") between 3 and 500);--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_suspended" CHECK ("users"."suspended_until" is null or "users"."suspended_at" is not null);--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_suspended_player" CHECK ("users"."suspended_at" is null or "users"."role" = 'player');