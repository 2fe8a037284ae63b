CREATE TABLE "disputes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"paypal_id" text NOT NULL,
	"subscription_id" uuid NOT NULL,
	"sale_id" text NOT NULL,
	"reason" text NOT NULL,
	"stage" text,
	"amount_minor" integer NOT NULL,
	"currency" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"outcome" text,
	CONSTRAINT "disputes_amount_minor_range" CHECK ("disputes"."amount_minor" >= 1),
	CONSTRAINT "disputes_resolved_at_order" CHECK ("disputes"."resolved_at" >= "disputes"."opened_at"),
	CONSTRAINT "disputes_currency_enum" CHECK ("disputes"."currency" in ('USD')),
	CONSTRAINT "disputes_outcome_enum" CHECK ("disputes"."outcome" in ('buyer', 'seller'))
);
--> statement-breakpoint
ALTER TABLE "payment_ledger" DROP CONSTRAINT "payment_ledger_kind_enum";--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "disputes_paypal_key" ON "disputes" USING btree ("paypal_id");--> statement-breakpoint
CREATE INDEX "disputes_subscription_idx" ON "disputes" USING btree ("subscription_id");--> statement-breakpoint
CREATE INDEX "disputes_opened_idx" ON "disputes" USING btree ("opened_at","id");--> statement-breakpoint
ALTER TABLE "payment_ledger" ADD CONSTRAINT "payment_ledger_kind_enum" CHECK ("payment_ledger"."kind" in ('payment', 'refund', 'reversal', 'reinstatement'));