CREATE TABLE "account_deletions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"outcome" text,
	"cleared_at" timestamp with time zone,
	CONSTRAINT "account_deletions_due_at_order" CHECK ("account_deletions"."due_at" >= "account_deletions"."requested_at"),
	CONSTRAINT "account_deletions_ended_at_order" CHECK ("account_deletions"."ended_at" >= "account_deletions"."requested_at"),
	CONSTRAINT "account_deletions_cleared_at_order" CHECK ("account_deletions"."cleared_at" >= "account_deletions"."ended_at"),
	CONSTRAINT "account_deletions_outcome_together" CHECK (("account_deletions"."ended_at" is null) = ("account_deletions"."outcome" is null)),
	CONSTRAINT "account_deletions_cleared" CHECK ("account_deletions"."cleared_at" is null or "account_deletions"."outcome" = 'carried_out'),
	CONSTRAINT "account_deletions_outcome_enum" CHECK ("account_deletions"."outcome" in ('carried_out', 'taken_back', 'refused'))
);
--> statement-breakpoint
CREATE TABLE "data_export_parts" (
	"export_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "data_export_parts_export_id_number_pk" PRIMARY KEY("export_id","number"),
	CONSTRAINT "data_export_parts_number_range" CHECK ("data_export_parts"."number" between 0 and 4096)
);
--> statement-breakpoint
CREATE TABLE "data_exports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"size_bytes" integer,
	CONSTRAINT "data_exports_attempts_range" CHECK ("data_exports"."attempts" between 0 and 6),
	CONSTRAINT "data_exports_size_bytes_range" CHECK ("data_exports"."size_bytes" between 1 and 1073741824),
	CONSTRAINT "data_exports_finished_at_when" CHECK (("data_exports"."finished_at" is not null) = ("data_exports"."state" in ('ready', 'failed'))),
	CONSTRAINT "data_exports_expires_at_when" CHECK (("data_exports"."expires_at" is not null) = ("data_exports"."state" in ('ready'))),
	CONSTRAINT "data_exports_size_bytes_when" CHECK (("data_exports"."size_bytes" is not null) = ("data_exports"."state" in ('ready'))),
	CONSTRAINT "data_exports_finished_at_order" CHECK ("data_exports"."finished_at" >= "data_exports"."requested_at"),
	CONSTRAINT "data_exports_expires_at_order" CHECK ("data_exports"."expires_at" > "data_exports"."finished_at"),
	CONSTRAINT "data_exports_state_enum" CHECK ("data_exports"."state" in ('queued', 'ready', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "mails" DROP CONSTRAINT "mails_kind_enum";--> statement-breakpoint
ALTER TABLE "account_deletions" ADD CONSTRAINT "account_deletions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_export_parts" ADD CONSTRAINT "data_export_parts_export_id_data_exports_id_fk" FOREIGN KEY ("export_id") REFERENCES "public"."data_exports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_exports" ADD CONSTRAINT "data_exports_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_deletions_open_key" ON "account_deletions" USING btree ("user_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "account_deletions_due_idx" ON "account_deletions" USING btree ("due_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "account_deletions_uncleared_idx" ON "account_deletions" USING btree ("ended_at") WHERE outcome = 'carried_out' and cleared_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "data_exports_open_key" ON "data_exports" USING btree ("user_id") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "data_exports_user_idx" ON "data_exports" USING btree ("user_id","requested_at");--> statement-breakpoint
CREATE INDEX "data_exports_due_idx" ON "data_exports" USING btree ("due_at") WHERE state = 'queued';--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_kind_enum" CHECK ("mails"."kind" in ('notice', 'reset-password', 'confirm-address', 'address-taken', 'approve-address', 'accept-address', 'address-changed', 'account-deleted'));