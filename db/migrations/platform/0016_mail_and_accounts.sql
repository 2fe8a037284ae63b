CREATE TABLE "account_links" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"user_id" uuid NOT NULL,
	"address" text NOT NULL,
	"hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "account_links_address_length" CHECK (char_length("account_links"."address") between 3 and 254),
	CONSTRAINT "account_links_expires_at_order" CHECK ("account_links"."expires_at" > "account_links"."created_at"),
	CONSTRAINT "account_links_used_at_order" CHECK ("account_links"."used_at" >= "account_links"."created_at"),
	CONSTRAINT "account_links_kind_enum" CHECK ("account_links"."kind" in ('reset-password', 'confirm-address', 'approve-address', 'accept-address', 'undo-address'))
);
--> statement-breakpoint
CREATE TABLE "address_changes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"old_address" text NOT NULL,
	"new_address" text NOT NULL,
	"approved_at" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"applied_at" timestamp with time zone,
	"undone_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "address_changes_old_address_length" CHECK (char_length("address_changes"."old_address") between 3 and 254),
	CONSTRAINT "address_changes_new_address_length" CHECK (char_length("address_changes"."new_address") between 3 and 254),
	CONSTRAINT "address_changes_elsewhere" CHECK ("address_changes"."old_address" <> "address_changes"."new_address"),
	CONSTRAINT "address_changes_agreed" CHECK ("address_changes"."applied_at" is null or ("address_changes"."approved_at" is not null and "address_changes"."accepted_at" is not null)),
	CONSTRAINT "address_changes_expires_at_order" CHECK ("address_changes"."expires_at" > "address_changes"."created_at"),
	CONSTRAINT "address_changes_approved_at_order" CHECK ("address_changes"."approved_at" >= "address_changes"."created_at"),
	CONSTRAINT "address_changes_accepted_at_order" CHECK ("address_changes"."accepted_at" >= "address_changes"."created_at"),
	CONSTRAINT "address_changes_applied_at_order" CHECK ("address_changes"."applied_at" >= "address_changes"."created_at"),
	CONSTRAINT "address_changes_undone_at_order" CHECK ("address_changes"."undone_at" >= "address_changes"."applied_at"),
	CONSTRAINT "address_changes_undone" CHECK ("address_changes"."undone_at" is null or "address_changes"."applied_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "recovery_codes_used_at_order" CHECK ("recovery_codes"."used_at" >= "recovery_codes"."created_at")
);
--> statement-breakpoint
CREATE TABLE "mail_preferences" (
	"user_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"enabled" boolean NOT NULL,
	CONSTRAINT "mail_preferences_user_id_subject_pk" PRIMARY KEY("user_id","subject"),
	CONSTRAINT "mail_preferences_subject_enum" CHECK ("mail_preferences"."subject" in ('vote-opened', 'vote-closing', 'vote-result', 'law', 'election', 'treaty', 'recall', 'delegation', 'membership', 'own-region'))
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"user_id" uuid NOT NULL,
	"address" text NOT NULL,
	"data" jsonb NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"last_error" text,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "mails_address_length" CHECK (char_length("mails"."address") between 3 and 254),
	CONSTRAINT "mails_data_json" CHECK (jsonb_typeof("mails"."data") = 'object'),
	CONSTRAINT "mails_attempts_range" CHECK ("mails"."attempts" between 0 and 12),
	CONSTRAINT "mails_sent_at_order" CHECK ("mails"."sent_at" >= "mails"."created_at"),
	CONSTRAINT "mails_sent_at_when" CHECK (("mails"."sent_at" is not null) = ("mails"."state" in ('sent'))),
	CONSTRAINT "mails_kind_enum" CHECK ("mails"."kind" in ('notice', 'reset-password', 'confirm-address', 'address-taken', 'approve-address', 'accept-address', 'address-changed')),
	CONSTRAINT "mails_state_enum" CHECK ("mails"."state" in ('queued', 'sent', 'failed'))
);
--> statement-breakpoint
DROP INDEX "users_email_key";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "waiting_key" integer;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "expired_at" timestamp with time zone;--> statement-breakpoint
-- Accounts that exist keep their addresses.
UPDATE "users" SET "confirmed_at" = "created_at";--> statement-breakpoint
ALTER TABLE "account_links" ADD CONSTRAINT "account_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address_changes" ADD CONSTRAINT "address_changes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_preferences" ADD CONSTRAINT "mail_preferences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_links_hash_key" ON "account_links" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "account_links_user_idx" ON "account_links" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "address_changes_open_key" ON "address_changes" USING btree ("user_id") WHERE applied_at is null;--> statement-breakpoint
CREATE INDEX "address_changes_old_idx" ON "address_changes" USING btree ("old_address","applied_at");--> statement-breakpoint
CREATE UNIQUE INDEX "recovery_codes_hash_key" ON "recovery_codes" USING btree ("user_id","hash");--> statement-breakpoint
CREATE UNIQUE INDEX "mails_key_key" ON "mails" USING btree ("key");--> statement-breakpoint
CREATE INDEX "mails_user_idx" ON "mails" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "mails_created_idx" ON "mails" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "mails_due_idx" ON "mails" USING btree ("due_at") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "mails_failed_idx" ON "mails" USING btree ("created_at") WHERE state = 'failed';--> statement-breakpoint
CREATE INDEX "users_waiting_idx" ON "users" USING btree ("email","created_at") WHERE confirmed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree ("email") WHERE confirmed_at is not null;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_waiting_key_range" CHECK ("users"."waiting_key" between 0 and 4095);--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_confirmed_at_order" CHECK ("users"."confirmed_at" >= "users"."created_at");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_expired_at_order" CHECK ("users"."expired_at" >= "users"."created_at");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_waiting" CHECK ("users"."waiting_key" is null or "users"."confirmed_at" is null);--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_expired" CHECK ("users"."expired_at" is null or "users"."confirmed_at" is null);