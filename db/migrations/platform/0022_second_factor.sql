CREATE TABLE "authenticator_apps" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_used_step" bigint,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "authenticator_apps_confirmed_at_order" CHECK ("authenticator_apps"."confirmed_at" >= "authenticator_apps"."created_at"),
	CONSTRAINT "authenticator_apps_last_used_at_order" CHECK ("authenticator_apps"."last_used_at" >= "authenticator_apps"."confirmed_at"),
	CONSTRAINT "authenticator_apps_used" CHECK (("authenticator_apps"."confirmed_at" is null) = ("authenticator_apps"."last_used_step" is null))
);
--> statement-breakpoint
CREATE TABLE "pending_log_ins" (
	"hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pending_log_ins_expires_at_order" CHECK ("pending_log_ins"."expires_at" > "pending_log_ins"."created_at")
);
--> statement-breakpoint
ALTER TABLE "failed_log_ins" DROP CONSTRAINT "failed_log_ins_door_enum";--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "proven_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "second_factor_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "second_factor_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "authenticator_apps" ADD CONSTRAINT "authenticator_apps_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pending_log_ins" ADD CONSTRAINT "pending_log_ins_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "authenticator_apps_used_key" ON "authenticator_apps" USING btree ("user_id") WHERE confirmed_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "authenticator_apps_new_key" ON "authenticator_apps" USING btree ("user_id") WHERE confirmed_at is null;--> statement-breakpoint
CREATE INDEX "pending_log_ins_user_idx" ON "pending_log_ins" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "failed_log_ins" ADD CONSTRAINT "failed_log_ins_door_enum" CHECK ("failed_log_ins"."door" in ('page', 'program', 'sign-up', 'password-change', 'second-factor'));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_second_factor_at_order" CHECK ("users"."second_factor_at" >= "users"."created_at");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_second_factor_due_at_order" CHECK ("users"."second_factor_due_at" > "users"."created_at");