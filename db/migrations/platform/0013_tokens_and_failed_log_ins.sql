CREATE TABLE "failed_log_ins" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_hash" text NOT NULL,
	"user_id" uuid,
	"door" text NOT NULL,
	"ip_address" text NOT NULL,
	"user_agent" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "failed_log_ins_door_enum" CHECK ("failed_log_ins"."door" in ('page', 'program', 'sign-up', 'password-change'))
);
--> statement-breakpoint
CREATE TABLE "personal_tokens" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"name" text NOT NULL,
	"may_read" boolean NOT NULL,
	"may_play" boolean NOT NULL,
	"may_govern" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "personal_tokens_name_length" CHECK (char_length("personal_tokens"."name") between 1 and 60),
	CONSTRAINT "personal_tokens_may_something" CHECK ("personal_tokens"."may_read" or "personal_tokens"."may_play" or "personal_tokens"."may_govern"),
	CONSTRAINT "personal_tokens_expires_at_order" CHECK ("personal_tokens"."expires_at" > "personal_tokens"."created_at"),
	CONSTRAINT "personal_tokens_last_used_at_order" CHECK ("personal_tokens"."last_used_at" >= "personal_tokens"."created_at"),
	CONSTRAINT "personal_tokens_revoked_at_order" CHECK ("personal_tokens"."revoked_at" >= "personal_tokens"."created_at")
);
--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD COLUMN "ip_address" text;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD COLUMN "user_agent" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "tokens_void_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "failed_log_ins" ADD CONSTRAINT "failed_log_ins_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "personal_tokens" ADD CONSTRAINT "personal_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "failed_log_ins_user_idx" ON "failed_log_ins" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "failed_log_ins_at_idx" ON "failed_log_ins" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "personal_tokens_hash_key" ON "personal_tokens" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "personal_tokens_user_idx" ON "personal_tokens" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_tokens_void_until_order" CHECK ("users"."tokens_void_until" >= "users"."created_at");