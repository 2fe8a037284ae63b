CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"reporter_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"reported_user_id" uuid NOT NULL,
	"category" text NOT NULL,
	"text" text NOT NULL,
	"matter" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"taken_by" uuid,
	"closed_at" timestamp with time zone,
	"closed_by" uuid,
	"outcome" text,
	"closing_reason" text,
	CONSTRAINT "reports_text_length" CHECK (char_length("reports"."text") between 10 and 1000),
	CONSTRAINT "reports_matter_json" CHECK (jsonb_typeof("reports"."matter") = 'object'),
	CONSTRAINT "reports_taken_by_when" CHECK (("reports"."taken_by" is not null) = ("reports"."state" in ('taken'))),
	CONSTRAINT "reports_closed_at_when" CHECK (("reports"."closed_at" is not null) = ("reports"."state" in ('closed'))),
	CONSTRAINT "reports_closed_by_when" CHECK (("reports"."closed_by" is not null) = ("reports"."state" in ('closed'))),
	CONSTRAINT "reports_outcome_when" CHECK (("reports"."outcome" is not null) = ("reports"."state" in ('closed'))),
	CONSTRAINT "reports_closing_reason_when" CHECK (("reports"."closing_reason" is not null) = ("reports"."state" in ('closed'))),
	CONSTRAINT "reports_closed_at_order" CHECK ("reports"."closed_at" >= "reports"."created_at"),
	CONSTRAINT "reports_subject_enum" CHECK ("reports"."subject" in ('pilot', 'region', 'policy', 'motion')),
	CONSTRAINT "reports_category_enum" CHECK ("reports"."category" in ('abuse', 'impersonation', 'cheating', 'unlawful', 'spam', 'other')),
	CONSTRAINT "reports_state_enum" CHECK ("reports"."state" in ('open', 'taken', 'closed')),
	CONSTRAINT "reports_outcome_enum" CHECK ("reports"."outcome" in ('acted', 'no-breach', 'known'))
);
--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_reporter_id_users_id_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_reported_user_id_users_id_fk" FOREIGN KEY ("reported_user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_taken_by_users_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_closed_by_users_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "reports_unsettled_key" ON "reports" USING btree ("reporter_id","subject","subject_id") WHERE state <> 'closed';--> statement-breakpoint
CREATE INDEX "reports_state_idx" ON "reports" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "reports_reporter_idx" ON "reports" USING btree ("reporter_id","created_at");--> statement-breakpoint
CREATE INDEX "reports_reported_idx" ON "reports" USING btree ("reported_user_id","created_at");--> statement-breakpoint
CREATE INDEX "billing_events_kind_idx" ON "billing_events" USING btree ("kind","at");--> statement-breakpoint
CREATE INDEX "payment_ledger_at_idx" ON "payment_ledger" USING btree ("occurred_at");--> statement-breakpoint
CREATE INDEX "subscriptions_created_idx" ON "subscriptions" USING btree ("created_at","id");