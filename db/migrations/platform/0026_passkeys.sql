CREATE TABLE "passkey_challenges" (
	"hash" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"user_id" uuid,
	"bound_to" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "passkey_challenges_user_id_when" CHECK (("passkey_challenges"."user_id" is not null) = ("passkey_challenges"."purpose" in ('registration', 'second-factor', 'step-up'))),
	CONSTRAINT "passkey_challenges_expires_at_order" CHECK ("passkey_challenges"."expires_at" > "passkey_challenges"."created_at"),
	CONSTRAINT "passkey_challenges_purpose_enum" CHECK ("passkey_challenges"."purpose" in ('registration', 'log-in', 'second-factor', 'step-up'))
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"user_handle" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"can_sync" boolean NOT NULL,
	"is_synced" boolean NOT NULL,
	"name" text NOT NULL,
	"works_alone" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "passkeys_credential_id_length" CHECK (char_length("passkeys"."credential_id") between 1 and 1364),
	CONSTRAINT "passkeys_counter_range" CHECK ("passkeys"."counter" between 0 and 4294967295),
	CONSTRAINT "passkeys_name_length" CHECK (char_length("passkeys"."name") between 1 and 60),
	CONSTRAINT "passkeys_synced" CHECK (not "passkeys"."is_synced" or "passkeys"."can_sync"),
	CONSTRAINT "passkeys_last_used_at_order" CHECK ("passkeys"."last_used_at" >= "passkeys"."created_at")
);
--> statement-breakpoint
ALTER TABLE "failed_log_ins" DROP CONSTRAINT "failed_log_ins_door_enum";--> statement-breakpoint
ALTER TABLE "passkey_challenges" ADD CONSTRAINT "passkey_challenges_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passkey_challenges_user_idx" ON "passkey_challenges" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "passkeys_credential_key" ON "passkeys" USING btree ("credential_id");--> statement-breakpoint
CREATE INDEX "passkeys_user_idx" ON "passkeys" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "failed_log_ins" ADD CONSTRAINT "failed_log_ins_door_enum" CHECK ("failed_log_ins"."door" in ('page', 'program', 'sign-up', 'password-change', 'second-factor', 'passkey'));