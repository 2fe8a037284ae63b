CREATE TABLE "refunds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"subscription_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"sale_id" text NOT NULL,
	"amount_minor" integer NOT NULL,
	"currency" text NOT NULL,
	"cause" text NOT NULL,
	"requested_by" uuid,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"request_key" uuid NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"paypal_refund_id" text,
	"error" text,
	CONSTRAINT "refunds_amount_minor_range" CHECK ("refunds"."amount_minor" >= 1),
	CONSTRAINT "refunds_reason_length" CHECK (char_length("refunds"."reason") between 1 and 300),
	CONSTRAINT "refunds_requested_by_when" CHECK (("refunds"."requested_by" is not null) = ("refunds"."cause" in ('administrator'))),
	CONSTRAINT "refunds_settled_at_when" CHECK (("refunds"."settled_at" is not null) = ("refunds"."status" in ('done', 'failed'))),
	CONSTRAINT "refunds_paypal_refund_id_when" CHECK (("refunds"."paypal_refund_id" is not null) = ("refunds"."status" in ('done'))),
	CONSTRAINT "refunds_error_when" CHECK (("refunds"."error" is not null) = ("refunds"."status" in ('failed'))),
	CONSTRAINT "refunds_sent_at_order" CHECK ("refunds"."sent_at" >= "refunds"."requested_at"),
	CONSTRAINT "refunds_settled_at_order" CHECK ("refunds"."settled_at" >= "refunds"."sent_at"),
	CONSTRAINT "refunds_currency_enum" CHECK ("refunds"."currency" in ('USD')),
	CONSTRAINT "refunds_cause_enum" CHECK ("refunds"."cause" in ('administrator', 'name-taken', 'owner-gone')),
	CONSTRAINT "refunds_status_enum" CHECK ("refunds"."status" in ('requested', 'sent', 'done', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment_id_payment_ledger_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payment_ledger"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_requested_by_users_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_open_key" ON "refunds" USING btree ("sale_id") WHERE status in ('requested', 'sent');--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_automatic_key" ON "refunds" USING btree ("sale_id") WHERE cause <> 'administrator';--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_paypal_key" ON "refunds" USING btree ("paypal_refund_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_request_key" ON "refunds" USING btree ("request_key");--> statement-breakpoint
CREATE INDEX "refunds_subscription_idx" ON "refunds" USING btree ("subscription_id");--> statement-breakpoint
CREATE INDEX "refunds_payment_idx" ON "refunds" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "refunds_requested_by_idx" ON "refunds" USING btree ("requested_by");--> statement-breakpoint
CREATE INDEX "refunds_requested_idx" ON "refunds" USING btree ("requested_at","id");